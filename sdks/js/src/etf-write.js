// Writes ETF: integers by width, and containers of what other writers write.

import { nameOf } from "./errors.js";
import {
  append, atom, bigInteger, bitArray, byte, counted, expected, f64, fail, integer, isTraced, moveTo, none, position,
  since, someHead, string, tuple,
} from "./etf-output.js";
import { bigRanges } from "./ints.js";
import { byNumber, byText } from "./order.js";

export * from "./etf-output.js";

// Integers

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @param {string} name
 */
function small(value, low, high, name) {
  if (typeof value !== "number" || !Number.isInteger(value)) throw expected(`an integer (${name})`, value);
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`);
  integer(value);
}

/**
 * @param {bigint} value
 * @param {string} name
 */
function big(value, name) {
  if (typeof value !== "bigint") throw expected(`a bigint (${name})`, value);
  const [low, high] = bigRanges[name];
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`);
  bigInteger(value);
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
export const i64Number = (value) => small(value, -SAFE, SAFE, "a safe i64");
/** @param {number} value */
export const u64Number = (value) => small(value, 0, SAFE, "a safe u64");
/** @param {number} value */
export const i128Number = (value) => small(value, -SAFE, SAFE, "a safe i128");
/** @param {number} value */
export const u128Number = (value) => small(value, 0, SAFE, "a safe u128");

// Other scalars

/** Writes the nearest single-precision number. @param {number} value */
export function f32(value) {
  if (typeof value !== "number") throw expected("a number", value);
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) throw fail(`${value} is out of the range of f32`);
  f64(Math.fround(value));
}

/** @param {null} value */
export function nil(value) {
  if (value !== null) throw expected("null", value);
  atom("nil");
}

/** @param {string} value */
export function char(value) {
  if (typeof value !== "string") throw expected("a string of one character", value);
  const first = value.codePointAt(0);
  if (first === undefined || value.length !== (first > 0xffff ? 2 : 1)) throw fail("expected one character");
  string(value);
}

/** @param {Uint8Array} value @param {number} length */
export function bitArrayOf(value, length) {
  if (value instanceof Uint8Array && value.length !== length) throw fail(`expected ${length} bytes, got ${value.length}`);
  bitArray(value);
}

// Constructors

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

// Containers

/**
 * Writes a tuple, element by element.
 *
 * @param {any} value
 * @param {((element: any) => void)[]} elements
 */
export function tupleOf(value, ...elements) {
  array(value, elements.length, "a tuple");
  tuple(elements.length);
  elements.forEach((element, index) => element(value[index]));
}

/** Writes the head of a list, if it has items, and returns their count. @param {unknown[]} value */
export function listHead(value) {
  if (!Array.isArray(value)) throw expected("an array", value);
  const { length } = value;
  if (length > 0) counted(108, length);
  return length;
}

/** Writes the end of a list. */
export function listEnd() {
  byte(106);
}

/**
 * @template T
 * @param {T[]} value
 * @param {(item: T) => void} item
 */
export function list(value, item) {
  const length = listHead(value);
  for (let i = 0; i < length; i++) item(value[i]);
  listEnd();
}

/**
 * @template T
 * @param {T[]} value
 * @param {number} length
 * @param {(item: T) => void} item
 */
export function listOf(value, length, item) {
  if (Array.isArray(value) && value.length !== length) throw fail(`expected ${length} items, got ${value.length}`);
  list(value, item);
}

/**
 * A list in which no item comes twice, in the order of the items' bytes.
 *
 * @template T
 * @param {T[]} value
 * @param {(item: T) => void} item
 */
export function set(value, item) {
  if (!Array.isArray(value)) throw expected("an array", value);
  if (value.length === 0) return byte(106);
  counted(108, value.length);
  const from = position();
  const items = value.map((one) => {
    const at = position();
    item(one);
    return { at, bytes: since(at) };
  });
  items.sort((a, b) => byBytes(a.bytes, b.bytes));
  for (let i = 1; i < items.length; i++) {
    if (byBytes(items[i - 1].bytes, items[i].bytes) !== 0) continue;
    moveTo(Math.max(items[i - 1].at, items[i].at));
    throw fail("an item that came before");
  }
  moveTo(from);
  for (const { bytes } of items) append(bytes);
  byte(106);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function byBytes(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** Writes the head of a dict, and returns the place behind it. @param {unknown} value */
export function dictHead(value) {
  if (!(value instanceof Map)) throw expected("a Map", value);
  counted(116, value.size);
  return position();
}

/**
 * Whether text comes behind the key before it, if there is one. A repeated writing asks for the order
 * first, since its errors tell of places.
 *
 * @param {string | undefined} last
 * @param {string} key
 */
export function isNextText(last, key) {
  return last === undefined ? !isTraced() : typeof key === "string" && byText(last, key) < 0;
}

/** The same for numbers, bigints and bools. @param {any} last @param {any} key */
export function isNext(last, key) {
  return last === undefined ? !isTraced() : last < key;
}

/**
 * Writes a dict's entries from a place on; keys ascend: numbers by size, text by code point, unit
 * variants by the text of their hash.
 *
 * @template K, V
 * @param {Map<K, V>} value
 * @param {number} from
 * @param {(key: K) => void} key
 * @param {(value: V) => void} item
 */
export function inOrder(value, from, key, item) {
  moveTo(from);
  const keys = [...value.keys()];
  if (keys.length > 1) {
    if (typeof keys[0] !== "string") keys.sort(byNumber);
    else if (isAtom(keys[0], key)) sortByAtom(keys, key);
    else /** @type {any[]} */ (keys).sort((a, b) => (typeof a === "string" && typeof b === "string" ? byText(a, b) : 0));
  }
  for (const name of keys) {
    key(name);
    item(/** @type {V} */ (value.get(name)));
  }
}

/**
 * @template K, V
 * @param {Map<K, V>} value
 * @param {(key: K) => void} key
 * @param {(value: V) => void} item
 */
export function dict(value, key, item) {
  inOrder(value, dictHead(value), key, item);
}

/**
 * Whether a key is written as an atom.
 *
 * @template K
 * @param {K} name
 * @param {(key: K) => void} key
 */
function isAtom(name, key) {
  const at = position();
  key(name);
  const isAtom = since(at)[0] === 119;
  moveTo(at);
  return isAtom;
}

/**
 * @template K
 * @param {K[]} keys
 * @param {(key: K) => void} key
 */
function sortByAtom(keys, key) {
  const at = position();
  const order = new Map();
  for (const name of keys) {
    key(name);
    order.set(name, String.fromCharCode(...since(at)));
    moveTo(at);
  }
  keys.sort((a, b) => byNumber(order.get(a), order.get(b)));
}

/**
 * @template T
 * @param {T | null} value
 * @param {(inner: T) => void} inner
 */
export function option(value, inner) {
  if (value === null) return none();
  if (value === undefined) throw expected("a value or null", value);
  someHead();
  inner(value);
}

/**
 * An option of what may be null itself.
 *
 * @template T
 * @param {{ some: T } | null} value
 * @param {(inner: T) => void} inner
 */
export function some(value, inner) {
  if (value === null) return none();
  if (typeof value !== "object" || !("some" in value)) throw expected("{ some } or null", value);
  someHead();
  inner(value.some);
}

/**
 * @template T, E
 * @param {{ ok: true, value: T } | { ok: false, error: E }} value
 * @param {(value: T) => void} ok
 * @param {(error: E) => void} err
 */
export function result(value, ok, err) {
  object(value, "{ ok, value } or { ok, error }");
  if (value.ok !== true && value.ok !== false) throw expected("a boolean as `ok`", /** @type {any} */ (value).ok);
  tuple(2);
  atom(value.ok ? "ok" : "error");
  if (value.ok) ok(value.value);
  else err(value.error);
}
