// The transport over HTTP: each call is one POST.

import { messageOf } from "./errors.js";

/** @import * as T from "./types.js" */

/** The header by which both ends say which contract they speak. */
const CONTRACT = "libero-contract";

/** @type {T.Transport} */
export function http({ options, codec, limits, contractHash, learn, state }) {
  const { url, headers, credentials } = options;
  const send = options.fetch ?? globalThis.fetch;
  /** The hash of the server's contract, where it is known to be another one. */
  let other = "";
  queueMicrotask(() => state("open"));

  /**
   * The first request to a server of another contract is not run: it tells which contract that is. From
   * then on requests say the hash of their function too, and are run where the server has it.
   *
   * @param {T.Pending} pending
   * @param {AbortSignal} signal
   * @param {unknown} [isAgain]
   */
  async function post(pending, signal, isAgain = other) {
    if (pending.isStale()) return;
    let response;
    let data;
    try {
      response = await send(url, {
        method: "POST",
        headers: {
          ...headers,
          [CONTRACT]: contractHash + (isAgain ? " " + pending.endpoint.hash : ""),
          "content-type": codec.contentType,
          accept: codec.contentType,
        },
        body: /** @type {BodyInit} */ (pending.data),
        signal,
        credentials,
      });
      data = await bodyOf(response, limits.maxBytes);
    } catch (error) {
      return pending.fail({ kind: "offline", message: reason(error) });
    }
    const text = () => new TextDecoder("utf-8", { fatal: true }).decode(data);
    if (response.status === 409) {
      try {
        other = learn(text());
        if (!isAgain) return post(pending, signal, true);
      } catch {}
      return pending.fail();
    }
    if ((response.headers.get(CONTRACT) ?? other) !== other) other = learn();
    const unreadable = (/** @type {string} */ message) => pending.fail({ kind: "decode", message, path: "value" });
    const type = response.headers.get("content-type")?.split(";")[0].trim();
    if (type !== codec.contentType) return pending.fail(statusError(response));
    if (data === undefined) return unreadable(`an answer of more than ${limits.maxBytes} bytes`);
    try {
      const frame = codec.open(codec.name === "json" ? text() : data, limits);
      if (frame.kind === "response" && (frame.id === pending.id || frame.id === 0)) pending.reply(frame.body);
      else unreadable("an answer to another request");
    } catch (error) {
      unreadable(messageOf(error));
    }
  }

  return {
    send(pending) {
      const controller = new AbortController();
      post(pending, controller.signal);
      // of no effect once there is an answer
      return () => controller.abort();
    },
    close: () => state("closed"),
  };
}

/**
 * The body, or undefined where it is longer than `max` bytes.
 *
 * @param {Response} response
 * @param {number} max
 */
async function bodyOf(response, max) {
  const reader = response.body?.getReader();
  const parts = [];
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * An answer that did not come from libero.
 *
 * @param {Response} response
 * @returns {T.CallError}
 */
function statusError({ status }) {
  const message = `HTTP status ${status} in place of an answer`;
  if (status > 501 && status < 505) return { kind: "offline", message };
  return status >= 400 && status < 500 ? { kind: "malformed", message, path: "" } : { kind: "internal", message, traceId: "" };
}

/** Node hides what happened in the cause. @param {any} error */
function reason(error) {
  const { message } = error?.cause ?? {};
  return messageOf(error) + (message ? `: ${message}` : "");
}
