// Reads typed JSON from what JSON.parse gave. JSON.parse keeps the last of two equal keys and
// rounds numbers; what it kept is checked strictly: `type`, `variant`, every field, every range.

import { CodecError } from "./errors.js";
import { bigRanges } from "./ints.js";
import { keyOf } from "./order.js";

/** @import { Segment } from "./errors.js" */
/** @import { Limits } from "./types.js" */

let depth = 0;
let maxDepth = 128;
let maxItems = 16384;
let maxString = 1 << 20;

/** Begins a reading. @param {Limits} limits */
export function start(limits) {
  depth = 0;
  maxDepth = limits.maxJsonDepth;
  maxItems = limits.maxJsonItems;
  maxString = limits.maxStringBytes;
}

/** @param {string} message @param {Segment[]} segments the way to the place, from here */
export function fail(message, ...segments) {
  const error = new CodecError(message);
  error.segments.push(...segments);
  return error;
}

/** @param {unknown} value */
function nameOf(value) {
  if (value === null) return "Nil";
  if (Array.isArray(value)) return "List";
  switch (typeof value) {
    case "string": return "String";
    case "boolean": return "Bool";
    case "number": return Number.isInteger(value) ? "Int" : "Float";
    default: return "an object";
  }
}

/** @param {string} what @param {unknown} value @param {Segment[]} segments */
function expected(what, value, ...segments) {
  return fail(`expected ${what}, got ${nameOf(value)}`, ...segments);
}

/**
 * Reads a part of a value, one or more levels down, and gives an error its path.
 *
 * @template T
 * @param {(value: any) => T} decode
 * @param {unknown} value
 * @param {Segment[]} segments
 * @returns {T}
 */
function within(decode, value, ...segments) {
  depth += segments.length;
  try {
    if (depth > maxDepth) throw fail(`deeper than ${maxDepth}`);
    return decode(value);
  } catch (error) {
    if (error instanceof CodecError) error.segments.unshift(...segments);
    throw error;
  } finally {
    depth -= segments.length;
  }
}

/**
 * Reads a field of a constructor: by its label, or by its index.
 *
 * @template T
 * @param {any} fields
 * @param {string | number} name
 * @param {(value: any) => T} decode
 * @returns {T}
 */
export function field(fields, name, decode) {
  return within(decode, fields[name], "fields", name);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks the keys of an object: these and no others.
 *
 * @param {Record<string, unknown>} object
 * @param {readonly string[]} names
 */
function exactKeys(object, names) {
  for (const name of names) if (!Object.hasOwn(object, name)) throw fail(`missing \`${name}\``);
  const keys = Object.keys(object);
  if (keys.length === names.length) return;
  throw fail(`unknown \`${keys.find((key) => !names.includes(key))}\``);
}

/**
 * Checks the head of a custom type and returns the name of its variant.
 *
 * @param {any} value
 * @param {string} type
 * @returns {string}
 */
export function variant(value, type) {
  if (!isObject(value)) throw expected(type, value);
  exactKeys(value, ["type", "variant", "fields"]);
  if (value.type !== type) {
    throw fail(`expected ${type}, got ${typeof value.type === "string" ? value.type : nameOf(value.type)}`, "type");
  }
  if (typeof value.variant !== "string") throw expected("the name of a variant", value.variant, "variant");
  return value.variant;
}

/** The error for a variant that a type does not have. @param {any} value @param {string} type */
export function unknown(value, type) {
  return fail(`no variant of ${type} is ${JSON.stringify(value.variant)}`, "variant");
}

/**
 * The labelled fields of a value whose head was checked.
 *
 * @param {any} value
 * @param {readonly string[]} names
 * @returns {any}
 */
export function labelled(value, names) {
  const { fields } = value;
  return within((found) => {
    if (!isObject(found)) throw expected("an object of fields", found);
    for (const name of names) if (!Object.hasOwn(found, name)) throw fail("the field is missing", name);
    const keys = Object.keys(found);
    const more = keys.length === names.length ? undefined : keys.find((key) => !names.includes(key));
    if (more !== undefined) throw fail("the field is unknown", more);
    return found;
  }, fields, "fields");
}

/**
 * The fields without labels of a value whose head was checked.
 *
 * @param {any} value
 * @param {number} count
 * @returns {any[]}
 */
export function unlabelled(value, count) {
  return within((found) => {
    if (!Array.isArray(found)) throw expected("an array of fields", found);
    if (found.length < count) throw fail("the field is missing", found.length);
    if (found.length > count) throw fail(`expected ${count} fields, got ${found.length}`);
    return found;
  }, value.fields, "fields");
}

/** Checks that a value whose head was checked has no fields. @param {any} value */
export function fieldless(value) {
  labelled(value, []);
}

/**
 * Checks the head of the only constructor of a type.
 *
 * @param {any} value
 * @param {string} type
 * @param {string} name
 */
export function record(value, type, name) {
  if (variant(value, type) !== name) throw unknown(value, type);
}

// Scalars

/** @param {any} value @param {number} low @param {number} high @param {string} name @returns {number} */
function small(value, low, high, name) {
  if (typeof value !== "number" || !Number.isInteger(value)) throw expected("Int", value);
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`);
  return value + 0; // no -0
}

/** @param {any} value @param {string} name @returns {bigint} */
function big(value, name) {
  const found = wide(value);
  const [low, high] = bigRanges[name];
  if (found < low || found > high) throw fail(`${found} is out of the range of ${name}`);
  return found;
}

/** An integer of 64 or 128 bits: a safe number, or decimal text beyond that. @param {any} value */
function wide(value) {
  if (typeof value === "string") {
    if (!/^-?[1-9]\d{0,39}$/.test(value)) throw fail("expected Int, got text that is no integer");
    const found = BigInt(value);
    if (Number.isSafeInteger(Number(found))) throw fail("an integer of this size is a number, not text");
    return found;
  }
  if (typeof value !== "number" || !Number.isInteger(value)) throw expected("Int", value);
  if (!Number.isSafeInteger(value)) throw fail("an integer beyond 2^53 - 1 must be text");
  return BigInt(value);
}

/** @param {any} value @param {string} name @returns {number} */
function safe(value, name) {
  const found = big(value, name);
  if (typeof value === "string") throw fail(`${found} is out of the range of a JavaScript number`);
  return Number(found);
}

/** @param {any} value */
export const i8 = (value) => small(value, -128, 127, "i8");
/** @param {any} value */
export const i16 = (value) => small(value, -32768, 32767, "i16");
/** @param {any} value */
export const i32 = (value) => small(value, -2147483648, 2147483647, "i32");
/** @param {any} value */
export const u8 = (value) => small(value, 0, 255, "u8");
/** @param {any} value */
export const u16 = (value) => small(value, 0, 65535, "u16");
/** @param {any} value */
export const u32 = (value) => small(value, 0, 4294967295, "u32");
/** @param {any} value */
export const i64 = (value) => big(value, "i64");
/** @param {any} value */
export const u64 = (value) => big(value, "u64");
/** @param {any} value */
export const i128 = (value) => big(value, "i128");
/** @param {any} value */
export const u128 = (value) => big(value, "u128");
/** @param {any} value */
export const i64Number = (value) => safe(value, "i64");
/** @param {any} value */
export const u64Number = (value) => safe(value, "u64");
/** @param {any} value */
export const i128Number = (value) => safe(value, "i128");
/** @param {any} value */
export const u128Number = (value) => safe(value, "u128");

/** @param {any} value @returns {number} */
export function f64(value) {
  if (typeof value !== "number") throw expected("Float", value);
  if (!Number.isFinite(value)) throw fail("a float that is not finite");
  return value;
}

/** @param {any} value @returns {number} */
export function f32(value) {
  const single = Math.fround(f64(value));
  if (!Number.isFinite(single)) throw fail(`${value} is out of the range of f32`);
  return single;
}

/** @param {any} value @returns {boolean} */
export function bool(value) {
  if (typeof value !== "boolean") throw expected("Bool", value);
  return value;
}

/** @param {any} value @returns {null} */
export function nil(value) {
  if (value !== null) throw expected("Nil", value);
  return value;
}

/** @param {any} value @returns {string} */
export function string(value) {
  if (typeof value !== "string") throw expected("String", value);
  if (value.length > maxString) throw fail(`longer than ${maxString} bytes`);
  if (/\p{Surrogate}/u.test(value)) throw fail("text with a lone surrogate");
  return value;
}

/** Text of exactly one Unicode scalar. @param {any} value */
export function char(value) {
  const first = string(value).codePointAt(0);
  if (first === undefined || value.length !== (first > 0xffff ? 2 : 1)) throw fail("expected one character");
  return /** @type {string} */ (value);
}

/** @param {any} value @returns {Uint8Array} */
export function bitArray(value) {
  if (!isObject(value)) throw expected("BitArray", value);
  exactKeys(value, ["encoding", "data"]);
  if (value.encoding !== "base64url") throw fail("expected the encoding base64url", "encoding");
  const { data } = value;
  if (typeof data !== "string") throw expected("text of base64url", data, "data");
  if (data.length % 4 !== 0 || !/^[\w-]*={0,2}$/.test(data)) throw fail("text that is not padded base64url", "data");
  const raw = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(raw, (unit) => unit.charCodeAt(0));
  if (btoa(raw).replaceAll("+", "-").replaceAll("/", "_") !== data) throw fail("base64url with stray bits", "data");
  return bytes;
}

/** @param {any} value @param {number} length */
export function bitArrayOf(value, length) {
  const bytes = bitArray(value);
  if (bytes.length !== length) throw fail(`expected ${length} bytes, got ${bytes.length}`);
  return bytes;
}

// Containers

/**
 * @template T
 * @param {any} value
 * @param {(item: any) => T} item
 * @returns {T[]}
 */
export function list(value, item) {
  if (!Array.isArray(value)) throw expected("List", value);
  if (value.length > maxItems) throw fail(`more than ${maxItems} items`);
  return value.map((one, index) => within(item, one, index));
}

/**
 * @template T
 * @param {any} value
 * @param {number} length
 * @param {(item: any) => T} item
 */
export function listOf(value, length, item) {
  if (Array.isArray(value) && value.length !== length) throw fail(`expected ${length} items, got ${value.length}`);
  return list(value, item);
}

/**
 * A list in which no item comes twice.
 *
 * @template T
 * @param {any} value
 * @param {(item: any) => T} item
 */
export function set(value, item) {
  const seen = new Set();
  return list(value, (one) => {
    const found = item(one);
    const key = keyOf(found); // of what has passed: no deeper than the limit
    if (seen.has(key)) throw fail("an item that came before");
    seen.add(key);
    return found;
  });
}

/**
 * An object where the keys are text, else an array of pairs.
 *
 * @template K, V
 * @param {any} value
 * @param {(key: any) => K} key
 * @param {(item: any) => V} item
 * @returns {Map<K, V>}
 */
export function dict(value, key, item) {
  const map = new Map();
  /** @type {any} */
  const read = key;
  if (read === string || read === char) {
    if (!isObject(value)) throw expected("Dict", value);
    const names = Object.keys(value);
    if (names.length > maxItems) throw fail(`more than ${maxItems} items`);
    for (const name of names) map.set(within(key, name, { key: name }), within(item, value[name], { key: name }));
    return map;
  }
  if (!Array.isArray(value)) throw expected("Dict", value);
  if (value.length > maxItems) throw fail(`more than ${maxItems} items`);
  value.forEach((entry, index) => {
    if (!Array.isArray(entry) || entry.length !== 2) {
      within(() => {
        throw expected("a pair of key and value", entry);
      }, entry, index);
    }
    const name = within(key, entry[0], index, 0);
    if (map.has(name)) {
      within(() => {
        throw fail("a key that came before");
      }, name, index, 0);
    }
    map.set(name, within(item, entry[1], index, 1));
  });
  return map;
}

/**
 * Reads a tuple, element by element.
 *
 * @param {any} value
 * @param {((element: any) => any)[]} elements
 * @returns {any}
 */
export function tupleOf(value, ...elements) {
  if (!Array.isArray(value)) throw expected("a tuple", value);
  if (value.length !== elements.length) throw fail(`expected a tuple of ${elements.length}, got one of ${value.length}`);
  return elements.map((decode, index) => within(decode, value[index], index));
}

/** Whether an Option is Some. @param {any} value */
function isSome(value) {
  switch (variant(value, "gleam/option.Option")) {
    case "Some":
      unlabelled(value, 1);
      return true;
    case "None":
      fieldless(value);
      return false;
    default:
      throw unknown(value, "gleam/option.Option");
  }
}

/**
 * @template T
 * @param {any} value
 * @param {(value: any) => T} inner
 * @returns {T | null}
 */
export function option(value, inner) {
  return isSome(value) ? field(value.fields, 0, inner) : null;
}

/**
 * An option of what may be null itself.
 *
 * @template T
 * @param {any} value
 * @param {(value: any) => T} inner
 * @returns {{ some: T } | null}
 */
export function some(value, inner) {
  return isSome(value) ? { some: field(value.fields, 0, inner) } : null;
}

/**
 * @template T, E
 * @param {any} value
 * @param {(value: any) => T} ok
 * @param {(value: any) => E} err
 * @returns {{ ok: true, value: T } | { ok: false, error: E }}
 */
export function result(value, ok, err) {
  const type = "gleam/result.Result";
  switch (variant(value, type)) {
    case "Ok":
      return { ok: true, value: field(unlabelled(value, 1), 0, ok) };
    case "Error":
      return { ok: false, error: field(unlabelled(value, 1), 0, err) };
    default:
      throw unknown(value, type);
  }
}
