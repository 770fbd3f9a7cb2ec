// The contenders. Each of the codecs has `encode(value)` and `decode(data)` for one payload and works
// on the value that is most natural, and fastest, for itself:
//
// * the SDK: its typed values (`Map`s for dicts), made by the generated functions; nothing is lazy.
// * JSON: the plain objects that serde's derives would send; dicts are objects.
// * protobuf-es: messages made by `create`, as `toBinary` and `fromBinary` of the generated schemas want;
//   integers are of 32 bits or doubles, since its 64-bit integers are bigints.
// * msgpackr and cbor-x: plain objects, or records with structures that both ends know (their fastest
//   idiom, with `Map`s for dicts), whichever is the faster for the payload in the direction measured.
//   Their native add-ons for strings are used where npm installed them.
//
// An instance is shared by all payloads, as in an application.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as cbor from "cbor-x";
import * as msgpack from "msgpackr";
import { deepStrictEqual } from "node:assert/strict";
import * as schemas from "./protobuf/payloads_pb.js";
import { messages } from "./messages.mjs";
import { decoders, encoders, read, write } from "./sdk.mjs";

const records = { msgpack: new msgpack.Packr({ structures: [] }), cbor: new cbor.Encoder({ structures: [] }) };
const objects = {
  msgpack: new msgpack.Packr({ useRecords: false, mapsAsObjects: true }),
  cbor: new cbor.Encoder({ useRecords: false, mapsAsObjects: true, tagUint8Array: false }),
};

/**
 * The codecs of one payload, with the value that Rust wrote.
 *
 * @param {string} name in snake case
 * @param {Uint8Array} etf
 * @param {string} plainText
 */
export function contenders(name, etf, plainText) {
  const all = codecs(name, read(decoders[typeOf(name)], etf));
  deepStrictEqual(Buffer.from(all.etf.data), Buffer.from(etf), `${name}: the bytes of Rust`);
  deepStrictEqual(all.json.value, JSON.parse(plainText), `${name}: the values of ETF and JSON`);
  return all;
}

/**
 * The same with another value of its shape.
 *
 * @param {string} name
 * @param {any} value
 */
export function others(name, value) {
  const type = typeOf(name);
  // Read, as all values are that the others are made of.
  return codecs(name, read(decoders[type], write(encoders[type], value)));
}

/** @param {string} name */
function typeOf(name) {
  return name.replace(/(^|_)([a-z])/g, (_all, _low, letter) => letter.toUpperCase());
}

/** @param {string} name @param {any} typed */
function codecs(name, typed) {
  const type = typeOf(name);
  const schema = schemas[`${type}Schema`];
  const message = create(schema, messages[name](typed));
  const plain = JSON.parse(JSON.stringify(jsonOf(typed)));
  const all = {
    etf: codec(typed, (value) => write(encoders[type], value), (data) => read(decoders[type], data)),
    json: codec(plain, (value) => JSON.stringify(value), (text) => JSON.parse(text)),
    protobuf: codec(message, (value) => toBinary(schema, value), (data) => fromBinary(schema, data)),
    msgpackr: codec(objectsOf(typed), (value) => objects.msgpack.pack(value), (data) => objects.msgpack.unpack(data)),
    "msgpackr records": codec(typed, (value) => records.msgpack.pack(value), (data) => records.msgpack.unpack(data)),
    "cbor-x": codec(objectsOf(typed), (value) => objects.cbor.encode(value), (data) => objects.cbor.decode(data)),
    "cbor-x records": codec(typed, (value) => records.cbor.encode(value), (data) => records.cbor.decode(data)),
  };
  for (const [peer, { value, data, decode }] of Object.entries(all)) {
    deepStrictEqual(bare(decode(data)), bare(value), `${name}: what ${peer} reads is what it wrote`);
  }
  return all;
}

/** @param {any} value @param {(value: any) => any} encode @param {(data: any) => any} decode */
function codec(value, encode, decode) {
  return { value, data: copy(encode(value)), encode, decode };
}

/** What an encoder gives may be a view of its own buffer. @param {any} data */
function copy(data) {
  return typeof data === "string" ? data : new Uint8Array(data);
}

/** Objects in place of maps. @param {any} value @returns {any} */
function objectsOf(value) {
  if (value instanceof Uint8Array || value === null || typeof value !== "object") return value;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, objectsOf(one)]));
  if (Array.isArray(value)) return value.map(objectsOf);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, objectsOf(one)]));
}

/** The plain JSON of a typed value. @param {any} value @returns {any} */
function jsonOf(value) {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, jsonOf(one)]));
  if (Array.isArray(value)) return value.map(jsonOf);
  if ("ok" in value) return value.ok ? { Ok: jsonOf(value.value) } : { Err: jsonOf(value.error) };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, jsonOf(one)]));
}

/** The value without classes of its own: `Buffer`s as `Uint8Array`s, messages as objects. @param {any} value @returns {any} */
function bare(value) {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, bare(one)]));
  if (Array.isArray(value)) return value.map(bare);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bare(one)]));
}
