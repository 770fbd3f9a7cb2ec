// The ETF codec: frames around what generated functions read and write.

import { CodecError, pathText } from "./errors.js";
import * as r from "./etf-read.js";
import * as w from "./etf-write.js";

/** @import { CallResult, Codec, Endpoint, Frame, Limits, Operation, PushSource } from "./types.js" */

/** @typedef {{ data: Uint8Array, from: number }} Body */

/** @type {Codec} */
export const etf = {
  name: "etf",
  subprotocol: "libero-etf-v1",
  contentType: "application/vnd.libero.etf",

  request(id, _contractHash, endpoint, message, limits) {
    const { encode } = operation(endpoint);
    w.start(limits);
    w.byte(131);
    w.tuple(3);
    w.bitArray(new TextEncoder().encode(endpoint.module));
    w.u32(id);
    w.located(encode, message);
    const data = w.take();
    if (data.length > limits.maxBytes) throw new CodecError(`a request of ${data.length} bytes; the limit is ${limits.maxBytes}`);
    return data;
  },

  open(data, limits) {
    if (typeof data === "string") throw new CodecError("expected a binary message, got text");
    if (data.length > limits.maxBytes) throw new CodecError(`a message of ${data.length} bytes; the limit is ${limits.maxBytes}`);
    if (data[0] === 0 && data.length >= 6) {
      const id = new DataView(data.buffer, data.byteOffset).getUint32(1);
      return { kind: "response", id, body: { data, from: 5 } };
    }
    if (data[0] === 1) return openPush(data, limits);
    throw new CodecError("a message that is neither a response nor a push");
  },

  reply(body, endpoint, limits) {
    const { ok, err } = operation(endpoint);
    try {
      begin(body, limits);
      const reply = handled(ok, err);
      r.finish();
      return reply;
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return { ok: false, error: { kind: "decode", message: error.message, path: pathText("value", error.segments) } };
    } finally {
      r.stop();
    }
  },

  matches(source, type) {
    return source.hashes.includes(type);
  },

  pushed(body, source, limits) {
    if (source.etf === undefined) throw new CodecError("this entry of the SDK has no ETF");
    try {
      r.start(body.data, body.from, limits);
      const value = r.located(source.etf);
      r.finish();
      return value;
    } finally {
      r.stop();
    }
  },
};

/** @param {Endpoint} endpoint @returns {Operation} */
function operation(endpoint) {
  if (endpoint.etf === undefined) throw new CodecError("this entry of the SDK has no ETF");
  return endpoint.etf;
}

/** @param {Body} body @param {Limits} limits */
function begin({ data, from }, limits) {
  if (data[from] === 80) throw new CodecError("a compressed term");
  if (data[from] !== 131) throw new CodecError("a term that does not begin with 131");
  r.start(data, from + 1, limits);
}

/**
 * Reads `{ok, {ok, V}}`, `{ok, {error, E}}` or `{error, RpcError}`.
 *
 * @param {() => any} ok
 * @param {() => any} err
 * @returns {CallResult<any, any>}
 */
function handled(ok, err) {
  r.tuple(2);
  const outer = r.atom("Result");
  if (outer === "error") return { ok: false, error: rpcError() };
  if (outer !== "ok") throw r.fail(`expected Result, got the atom ${outer}`);
  r.tuple(2);
  const inner = r.atom("Result");
  if (inner === "ok") return { ok: true, value: r.located(ok) };
  if (inner === "error") return { ok: false, error: { kind: "domain", error: r.located(err) } };
  throw r.fail(`expected Result, got the atom ${inner}`);
}

/** @returns {import("./types.js").CallError} */
function rpcError() {
  const arity = r.tupleArity();
  const name = r.atom("an RPC error");
  if (arity === -1 && name === "malformed_request") {
    return { kind: "malformed", message: "the server could not read the request", path: "" };
  }
  if (arity === 2 && name === "unknown_function") {
    const called = r.string();
    return { kind: "unknown_function", message: `the server has no function ${called}`, name: called };
  }
  if (arity === 3 && name === "internal_error") {
    const traceId = r.string();
    return { kind: "internal", message: r.string(), traceId };
  }
  throw r.fail(`no RPC error is ${name}`);
}

/** @param {Uint8Array} data @param {Limits} limits @returns {Frame} */
function openPush(data, limits) {
  try {
    begin({ data, from: 1 }, limits);
    r.tuple(2);
    const module = r.string();
    const from = r.position();
    return { kind: "push", module, type: r.peekHash(), body: { data, from } };
  } finally {
    r.stop();
  }
}
