// Writes typed JSON as text: each function returns the text of its value.

import { CodecError, nameOf } from "./errors.js";
import { bigRanges } from "./ints.js";
import { byNumber, byText, isWellFormed } from "./order.js";

/** @import { Segment } from "./errors.js" */
/** @import { Limits } from "./types.js" */

let depth = 0;
let maxDepth = 128;

/** Begins a writing. @param {Limits} limits */
export function start(limits) {
  depth = 0;
  maxDepth = limits.maxJsonDepth;
}

/** @param {string} message */
export function fail(message) {
  return new CodecError(message);
}

/** @param {string} what @param {unknown} value */
function expected(what, value) {
  return fail(`expected ${what}, got ${nameOf(value)}`);
}

/**
 * Writes a part of a value, one or more levels down, and gives an error its path.
 *
 * @param {(value: any) => string} encode
 * @param {unknown} value
 * @param {Segment[]} segments
 */
function within(encode, value, ...segments) {
  depth += segments.length;
  try {
    if (depth > maxDepth) throw fail(`deeper than ${maxDepth}`);
    return encode(value);
  } catch (error) {
    if (error instanceof CodecError) error.segments.unshift(...segments);
    throw error;
  } finally {
    depth -= segments.length;
  }
}

/**
 * Writes a field of a constructor, named as on the wire: by its label, or by its index.
 *
 * @template T
 * @param {T} value
 * @param {string | number} name
 * @param {(value: T) => string} encode
 */
export function field(value, name, encode) {
  return within(encode, value, "fields", name);
}

/** Checks that a value is an object of named fields. @param {unknown} value @param {string} type */
export function object(value, type) {
  if (typeof value !== "object" || value === null) throw expected(type, value);
}

/**
 * Checks that a value is an array of `length` elements.
 *
 * @param {unknown} value
 * @param {number} length
 * @param {string} type
 */
export function array(value, length, type) {
  if (!Array.isArray(value)) throw expected(type, value);
  if (value.length !== length) throw fail(`expected ${length} elements of ${type}, got ${value.length}`);
}

/** The `type` of a tagged value. @param {any} value @param {string} type */
export function tagOf(value, type) {
  object(value, type);
  return value.type;
}

/**
 * The error for a variant that a type does not have.
 *
 * @param {unknown} tag
 * @param {string} type
 */
export function unknown(tag, type) {
  return fail(typeof tag === "string" ? `no variant of ${type} is ${JSON.stringify(tag)}` : `expected ${type}, got ${nameOf(tag)}`);
}

// Scalars

/** @param {number} value @param {number} low @param {number} high @param {string} name */
function small(value, low, high, name) {
  if (typeof value !== "number" || !Number.isInteger(value)) throw expected(`an integer (${name})`, value);
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`);
  return String(value);
}

/** @param {bigint} value @param {string} name */
function big(value, name) {
  if (typeof value !== "bigint") throw expected(`a bigint (${name})`, value);
  const [low, high] = bigRanges[name];
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`);
  return Number.isSafeInteger(Number(value)) ? String(value) : `"${value}"`;
}

/** @param {number} value @param {number} low @param {string} name */
function safe(value, low, name) {
  return small(value, low, Number.MAX_SAFE_INTEGER, `a safe ${name}`);
}

/** @param {number} value */
export const i8 = (value) => small(value, -128, 127, "i8");
/** @param {number} value */
export const i16 = (value) => small(value, -32768, 32767, "i16");
/** @param {number} value */
export const i32 = (value) => small(value, -2147483648, 2147483647, "i32");
/** @param {number} value */
export const u8 = (value) => small(value, 0, 255, "u8");
/** @param {number} value */
export const u16 = (value) => small(value, 0, 65535, "u16");
/** @param {number} value */
export const u32 = (value) => small(value, 0, 4294967295, "u32");
/** @param {bigint} value */
export const i64 = (value) => big(value, "i64");
/** @param {bigint} value */
export const u64 = (value) => big(value, "u64");
/** @param {bigint} value */
export const i128 = (value) => big(value, "i128");
/** @param {bigint} value */
export const u128 = (value) => big(value, "u128");
/** @param {number} value */
export const i64Number = (value) => safe(value, Number.MIN_SAFE_INTEGER, "i64");
/** @param {number} value */
export const u64Number = (value) => safe(value, 0, "u64");
/** @param {number} value */
export const i128Number = (value) => safe(value, Number.MIN_SAFE_INTEGER, "i128");
/** @param {number} value */
export const u128Number = (value) => safe(value, 0, "u128");

/** A float always has a fraction or an exponent, so that no reader takes it for an integer. @param {number} value */
export function f64(value) {
  if (typeof value !== "number") throw expected("a number", value);
  if (!Number.isFinite(value)) throw fail(`${value} is not finite`);
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Writes the nearest single-precision number. @param {number} value */
export function f32(value) {
  if (typeof value !== "number") throw expected("a number", value);
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) throw fail(`${value} is out of the range of f32`);
  return f64(Math.fround(value));
}

/** @param {boolean} value */
export function bool(value) {
  if (typeof value !== "boolean") throw expected("a boolean", value);
  return value ? "true" : "false";
}

/** @param {null} value */
export function nil(value) {
  if (value !== null) throw expected("null", value);
  return "null";
}

/** @param {string} value */
export function string(value) {
  if (typeof value !== "string") throw expected("a string", value);
  if (!isWellFormed(value)) throw fail("text with a lone surrogate");
  return JSON.stringify(value);
}

/** @param {string} value */
export function char(value) {
  if (typeof value !== "string") throw expected("a string of one character", value);
  const first = value.codePointAt(0);
  if (first === undefined || value.length !== (first > 0xffff ? 2 : 1)) throw fail("expected one character");
  return string(value);
}

/** @param {Uint8Array} value */
export function bitArray(value) {
  if (!(value instanceof Uint8Array)) throw expected("a Uint8Array", value);
  let raw = "";
  for (let i = 0; i < value.length; i++) raw += String.fromCharCode(value[i]);
  const data = btoa(raw).replaceAll("+", "-").replaceAll("/", "_");
  return `{"encoding":"base64url","data":"${data}"}`;
}

/** @param {Uint8Array} value @param {number} length */
export function bitArrayOf(value, length) {
  if (value instanceof Uint8Array && value.length !== length) throw fail(`expected ${length} bytes, got ${value.length}`);
  return bitArray(value);
}

// Containers

/**
 * @template T
 * @param {T[]} value
 * @param {(item: T) => string} item
 */
function items(value, item) {
  if (!Array.isArray(value)) throw expected("an array", value);
  return value.map((one, index) => within(item, one, index));
}

/**
 * @template T
 * @param {T[]} value
 * @param {(item: T) => string} item
 */
export function list(value, item) {
  return `[${items(value, item).join(",")}]`;
}

/**
 * @template T
 * @param {T[]} value
 * @param {number} length
 * @param {(item: T) => string} item
 */
export function listOf(value, length, item) {
  if (Array.isArray(value) && value.length !== length) throw fail(`expected ${length} items, got ${value.length}`);
  return list(value, item);
}

/**
 * A list in which no item comes twice, in the order of the items' text.
 *
 * @template T
 * @param {T[]} value
 * @param {(item: T) => string} item
 */
export function set(value, item) {
  const seen = new Set();
  const texts = items(value, (one) => {
    const text = item(one);
    if (seen.has(text)) throw fail("an item that came before");
    seen.add(text);
    return text;
  });
  return `[${texts.sort(byText).join(",")}]`;
}

/**
 * An object where the keys are text, else an array of pairs; keys ascend as in ETF.
 *
 * @template K, V
 * @param {Map<K, V>} value
 * @param {(key: any, order?: boolean) => string} key writes a key; with `order`, gives what a unit variant is sorted by
 * @param {(item: V) => string} item
 */
export function dict(value, key, item) {
  if (!(value instanceof Map)) throw expected("a Map", value);
  if (key === string || key === char) {
    const names = [...value.keys()];
    const texts = new Map(names.map((name) => [name, within(key, name, { key: String(name) })]));
    const sorted = /** @type {any[]} */ (names).sort(byText);
    return `{${sorted.map((name) => `${texts.get(name)}:${within(item, value.get(name), { key: name })}`).join(",")}}`;
  }
  const entries = [...value].map(([name, one], index) => ({
    order: typeof name === "string" ? within((it) => key(it, true), name, index, 0) : name,
    text: `[${within(key, name, index, 0)},${within(item, one, index, 1)}]`,
  }));
  entries.sort((a, b) => byNumber(a.order, b.order));
  return `[${entries.map((entry) => entry.text).join(",")}]`;
}

/**
 * Writes a tuple, element by element.
 *
 * @param {any} value
 * @param {((element: any) => string)[]} elements
 */
export function tupleOf(value, ...elements) {
  array(value, elements.length, "a tuple");
  return `[${elements.map((encode, index) => within(encode, value[index], index)).join(",")}]`;
}

const none = '{"type":"gleam/option.Option","variant":"None","fields":{}}';

/**
 * @template T
 * @param {T | null} value
 * @param {(inner: T) => string} inner
 */
export function option(value, inner) {
  if (value === null) return none;
  if (value === undefined) throw expected("a value or null", value);
  return `{"type":"gleam/option.Option","variant":"Some","fields":[${field(value, 0, inner)}]}`;
}

/**
 * An option of what may be null itself.
 *
 * @template T
 * @param {{ some: T } | null} value
 * @param {(inner: T) => string} inner
 */
export function some(value, inner) {
  if (value === null) return none;
  if (typeof value !== "object" || !("some" in value)) throw expected("{ some } or null", value);
  return option(/** @type {any} */ ([value.some]), ([it]) => inner(it));
}

/**
 * @template T, E
 * @param {{ ok: true, value: T } | { ok: false, error: E }} value
 * @param {(value: T) => string} ok
 * @param {(error: E) => string} err
 */
export function result(value, ok, err) {
  object(value, "{ ok, value } or { ok, error }");
  if (value.ok !== true && value.ok !== false) throw expected("a boolean as `ok`", /** @type {any} */ (value).ok);
  const inner = value.ok ? field(value.value, 0, ok) : field(value.error, 0, err);
  return `{"type":"gleam/result.Result","variant":"${value.ok ? "Ok" : "Error"}","fields":[${inner}]}`;
}
