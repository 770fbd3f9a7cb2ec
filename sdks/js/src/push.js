// Subscriptions: pushed values as an async iterable with a bounded buffer.

import { CodecError, LiberoError, pathText } from "./errors.js";

/** @import * as T from "./types.js" */
/** @import { RuntimeClient } from "./client.js" */

/**
 * Begins a subscription at once; values wait for the reader. It ends when the signal is aborted,
 * the loop is left, or the client closed. A value that cannot be read is thrown as a LiberoError of
 * kind `decode`, and ends it too.
 *
 * @param {T.Sdk} sdk
 * @param {T.PushSource} source
 * @param {T.WatchOptions} [options]
 * @returns {T.Pushes<any>}
 */
export function watch(sdk, source, { signal, buffer = 1024, client = sdk.client } = {}) {
  const with_ = /** @type {RuntimeClient} */ (client ?? noClient());
  const { codec, limits, line } = with_;
  if (!line.watch) throw new TypeError("pushes need a WebSocket: connect with a ws: or wss: url");

  /** @type {(() => unknown)[]} */
  const values = [];
  /** @type {{ resolve(result: any): void, reject(error: unknown): void }[]} */
  const waiting = [];
  let isEnded = with_.state === "closed" || signal?.aborted === true;
  let dropped = 0;
  let forget = () => {};

  const reader = {
    /** @param {T.Frame} frame */
    push(frame) {
      if (frame.kind !== "push" || source.module !== frame.module || !codec.matches(source, frame.type)) return;
      const { server } = with_;
      if (server !== undefined && server.pushes[source.type] !== source.hash) return;
      const read = () => codec.pushed(frame.body, source, limits);
      const first = waiting.shift();
      if (first !== undefined) return settle(first, read);
      values.push(read);
      if (values.length <= buffer) return;
      values.shift();
      dropped += 1;
    },
    end() {
      isEnded = true;
      forget();
      signal?.removeEventListener("abort", stop);
      for (const one of waiting.splice(0)) one.resolve({ done: true, value: undefined });
    },
  };
  const stop = () => {
    values.length = 0;
    reader.end();
  };
  /**
   * @param {{ resolve(result: any): void, reject(error: unknown): void }} to
   * @param {() => unknown} read
   */
  const settle = (to, read) => {
    try {
      to.resolve({ done: false, value: read() });
    } catch (error) {
      stop();
      to.reject(unreadable(error));
    }
  };
  if (!isEnded) {
    forget = line.watch(reader);
    signal?.addEventListener("abort", stop);
  }
  return {
    get dropped() {
      return dropped;
    },
    next: () =>
      new Promise((resolve, reject) => {
        const read = values.shift();
        if (read !== undefined) settle({ resolve, reject }, read);
        else if (isEnded) resolve({ done: true, value: undefined });
        else waiting.push({ resolve, reject });
      }),
    return: () => {
      stop();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** @returns {never} */
function noClient() {
  throw new TypeError("there is no client: call connect first");
}

/** @param {unknown} error */
function unreadable(error) {
  if (!(error instanceof CodecError)) return error;
  return new LiberoError({ kind: "decode", message: error.message, path: pathText("value", error.segments) });
}
