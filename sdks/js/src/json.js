// The JSON codec: envelopes around what generated functions read and write.

import { CodecError, pathText } from "./errors.js";
import * as r from "./json-read.js";
import * as w from "./json-write.js";

/** @import { CallError, CallResult, Codec } from "./types.js" */

const version = "libero-json-v1";
const UNREAD = "the server could not read the request";

/** @type {Codec} */
export const json = {
  name: "json",
  subprotocol: version,
  contentType: "application/json",

  request(id, contractHash, endpoint, message, limits) {
    const { encode } = operation(endpoint);
    w.start(limits);
    const text = encode(message);
    const envelope = {
      kind: "request",
      protocol_version: version,
      contract_hash: contractHash,
      module: endpoint.module,
      request_id: id,
      message: 0,
    };
    const data = `${JSON.stringify(envelope).slice(0, -2)}${text}}`;
    if (data.length > limits.maxBytes) throw new CodecError(`a request of ${data.length} bytes; the limit is ${limits.maxBytes}`);
    return data;
  },

  open(data, limits) {
    if (typeof data !== "string") throw new CodecError("expected text, got bytes");
    if (data.length > limits.maxBytes) throw new CodecError(`a message of ${data.length} characters; the limit is ${limits.maxBytes}`);
    const envelope = parse(data);
    const { request_id: id, module, value } = envelope;
    switch (envelope.kind) {
      case "response":
      case "error":
        exact(envelope, "request_id", envelope.kind === "error" ? "errors" : "value");
        if (id >>> 0 !== id) throw new CodecError("an envelope whose request_id is no u32");
        return { kind: "response", id, body: envelope };
      case "push":
        exact(envelope, "module", "value");
        if (typeof module !== "string") throw new CodecError("an envelope whose module is no text");
        return { kind: "push", module, type: value?.type, body: value };
    }
    throw new CodecError("neither a response nor a push");
  },

  reply(body, endpoint, limits) {
    const { ok, err } = operation(endpoint);
    try {
      if (body.kind === "error") return { ok: false, error: refused(body.errors) };
      r.start(limits);
      return handled(body.value, ok, err);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return { ok: false, error: { kind: "decode", message: error.message, path: pathText("value", error.segments) } };
    }
  },

  matches(source, type) {
    return source.type === type;
  },

  pushed(body, source, limits) {
    const read = operation(source);
    r.start(limits);
    return read(body);
  },
};

/** @template T @param {{ json?: T }} of @returns {T} */
function operation({ json }) {
  if (json === undefined) throw new CodecError("this entry of the SDK has no JSON");
  return json;
}

/** @param {string} text @returns {any} */
function parse(text) {
  let envelope;
  try {
    envelope = JSON.parse(text);
  } catch {
    throw new CodecError("text that is not JSON");
  }
  if (envelope?.protocol_version !== version) throw new CodecError(`no envelope of ${version}`);
  return envelope;
}

/** @param {object} envelope @param {string[]} more */
function exact(envelope, ...more) {
  const names = ["kind", "protocol_version", ...more];
  const keys = Object.keys(envelope);
  if (keys.length !== names.length || !names.every((name) => keys.includes(name))) {
    throw new CodecError(`an envelope with other keys than ${names.join(", ")}`);
  }
}

/** @param {any} errors @returns {CallError} */
function refused(errors) {
  const { message = "", path = "" } = errors?.[0] ?? {};
  return { kind: "malformed", message: String(message) || UNREAD, path: String(path) };
}

/**
 * @param {any} value
 * @param {(value: any) => any} ok
 * @param {(value: any) => any} err
 * @returns {CallResult<any, any>}
 */
function handled(value, ok, err) {
  const call = r.result(value, (inner) => inner, rpcError);
  if (!call.ok) return call;
  try {
    return r.result(call.value, ok, (error) => ({ kind: "domain", error: err(error) }));
  } catch (error) {
    // the path begins at the handler's own value
    if (error instanceof CodecError) error.segments.splice(0, 2);
    throw error;
  }
}

/** @param {any} value @returns {CallError} */
function rpcError(value) {
  const type = "libero/error.RpcError";
  switch (r.variant(value, type)) {
    case "MalformedRequest":
      r.fieldless(value);
      return { kind: "malformed", message: UNREAD, path: "" };
    case "UnknownFunction": {
      const name = r.field(r.labelled(value, ["name"]), "name", r.string);
      return { kind: "unknown_function", message: `the server has no function ${name}`, name };
    }
    case "InternalError": {
      const fields = r.labelled(value, ["trace_id", "message"]);
      const traceId = r.field(fields, "trace_id", r.string);
      return { kind: "internal", message: r.field(fields, "message", r.string), traceId };
    }
    default:
      throw r.unknown(value, type);
  }
}
