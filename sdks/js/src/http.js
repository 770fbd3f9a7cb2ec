// The transport over HTTP: each call is one POST.

import { messageOf } from "./errors.js";

/** @import * as T from "./types.js" */

/** @type {T.Transport} */
export function http({ options, codec, limits, state }) {
  const { url, headers, credentials } = options;
  const send = options.fetch ?? globalThis.fetch;
  const underWay = new Set();
  queueMicrotask(() => state("open"));

  /** @param {T.Pending} pending @param {AbortSignal} signal */
  async function post(pending, signal) {
    let response;
    let data;
    try {
      response = await send(url, {
        method: "POST",
        headers: { ...headers, "content-type": codec.contentType, accept: codec.contentType },
        body: /** @type {BodyInit} */ (pending.data),
        signal,
        ...(credentials === undefined ? {} : { credentials }),
      });
      data = await bodyOf(response, limits.maxBytes);
    } catch (error) {
      return pending.fail({ kind: "offline", message: reason(error) });
    }
    const type = response.headers.get("content-type")?.split(";")[0].trim();
    if (type !== codec.contentType) return pending.fail(statusError(response));
    if (data === undefined) {
      return pending.fail({ kind: "decode", message: `an answer of more than ${limits.maxBytes} bytes`, path: "value" });
    }
    try {
      const frame = codec.open(codec.name === "json" ? new TextDecoder("utf-8", { fatal: true }).decode(data) : data, limits);
      if (frame.kind === "response" && (frame.id === pending.id || frame.id === 0)) pending.reply(frame.body);
      else pending.fail({ kind: "decode", message: "an answer to another request", path: "value" });
    } catch (error) {
      pending.fail({ kind: "decode", message: messageOf(error), path: "value" });
    }
  }

  return {
    pushes: false,
    send(pending) {
      const controller = new AbortController();
      underWay.add(controller);
      post(pending, controller.signal).finally(() => underWay.delete(controller));
      return () => {
        if (underWay.delete(controller)) controller.abort();
      };
    },
    close() {
      for (const controller of underWay) controller.abort();
      underWay.clear();
      state("closed");
    },
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
  if (status === 409) return { kind: "stale", message };
  if (status > 501 && status < 505) return { kind: "offline", message };
  if (status >= 400 && status < 500) return { kind: "malformed", message, path: "" };
  return { kind: "internal", message, traceId: "" };
}

/** Node hides what happened in the cause. @param {any} error */
function reason(error) {
  const { message } = error?.cause ?? {};
  return messageOf(error) + (message ? `: ${message}` : "");
}
