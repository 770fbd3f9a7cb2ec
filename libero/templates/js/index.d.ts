import type * as libero from "{{ runtime_types }}";
export { LiberoError } from "{{ runtime_types }}";

/** The hash of the contract that this SDK was generated from. */
export declare const contractHash: string;

/** Which functions of this SDK a server with another contract has not, or has otherwise: those that are `stale`. */
export declare function staleFunctions(server: libero.ServerContract): string[];

/** Connects to a server; calls use the client that was made last, unless they are given another. */
export declare function connect(options: libero.ConnectOptions): libero.Client;
