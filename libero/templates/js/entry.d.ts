import type * as libero from "{{ runtime_types }}";

export * from "./index.js";

/** Connects to a server; calls use the client that was made last, unless they are given another. */
export declare function connect(options: libero.ConnectOptions<"{{ codec }}">): libero.Client;
