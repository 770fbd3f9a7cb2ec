// Reads ETF: integers by width, and containers of what other readers read.

import {
  atom, byteList, dictLength, fail, integer, listEnd, listLength, position, textFrom, tupleArity, unexpected,
} from "./etf-input.js";

export * from "./etf-constructor.js";
export {
  atom, bitArray, bitArrayOf, bool, byteList, char, dictLength, enter, f32, f64, fail, finish,
  integer, leave, listEnd, listLength, located, nil, position, start, stop, string, textFrom,
  tupleArity, unexpected,
} from "./etf-input.js";

// Integers

/**
 * @param {number} low
 * @param {number} high
 * @param {string} name
 */
function small(low, high, name) {
  const at = position();
  const value = integer("Int");
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`, at);
  return Number(value);
}

/**
 * @param {bigint} low
 * @param {bigint} high
 * @param {string} name
 */
function big(low, high, name) {
  const at = position();
  const value = integer("Int");
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`, at);
  return BigInt(value);
}

/** @param {string} name @param {boolean} signed */
function safe(name, signed) {
  const at = position();
  const value = integer("Int");
  if (!signed && value < 0) throw fail(`${value} is out of the range of ${name}`, at);
  if (typeof value === "bigint") throw fail(`${value} is out of the range of a JavaScript number`, at);
  return value;
}

export const i8 = () => small(-128, 127, "i8");
export const i16 = () => small(-32768, 32767, "i16");
export const i32 = () => small(-2147483648, 2147483647, "i32");
export const u8 = () => small(0, 255, "u8");
export const u16 = () => small(0, 65535, "u16");
export const u32 = () => small(0, 4294967295, "u32");
export const i64 = () => big(-0x8000000000000000n, 0x7fffffffffffffffn, "i64");
export const u64 = () => big(0n, 0xffffffffffffffffn, "u64");
export const i128 = () => big(-0x80000000000000000000000000000000n, 0x7fffffffffffffffffffffffffffffffn, "i128");
export const u128 = () => big(0n, 0xffffffffffffffffffffffffffffffffn, "u128");
export const i64Number = () => safe("i64", true);
export const u64Number = () => safe("u64", false);
export const i128Number = () => safe("i128", true);
export const u128Number = () => safe("u128", false);

// Containers

/**
 * @template T
 * @param {() => T} item
 * @returns {T[]}
 */
export function list(item) {
  const length = listLength();
  if (length < 0) return byteList(item);
  const items = [];
  for (let i = 0; i < length; i++) items.push(item());
  if (length > 0) listEnd();
  return items;
}

/**
 * @template T
 * @param {number} length
 * @param {() => T} item
 * @returns {T[]}
 */
export function listOf(length, item) {
  const at = position();
  const items = list(item);
  if (items.length !== length) throw fail(`expected ${length} items, got ${items.length}`, at);
  return items;
}

/**
 * A list in which no item comes twice.
 *
 * @template T
 * @param {() => T} item
 * @returns {T[]}
 */
export function set(item) {
  const seen = new Set();
  return list(() => {
    const at = position();
    const value = item();
    const key = typeof value === "object" ? textFrom(at) : value;
    if (seen.has(key)) throw fail("an item that came before", at);
    seen.add(key);
    return value;
  });
}

/**
 * @template K, V
 * @param {() => K} key
 * @param {() => V} value
 * @returns {Map<K, V>}
 */
export function dict(key, value) {
  const length = dictLength();
  const map = new Map();
  for (let i = 0; i < length; i++) {
    const at = position();
    const name = key();
    if (map.has(name)) throw fail("a key that came before", at);
    map.set(name, value());
  }
  return map;
}

/**
 * Reads a tuple, element by element.
 *
 * @param {(() => any)[]} elements
 * @returns {any}
 */
export function tupleOf(...elements) {
  tuple(elements.length);
  return elements.map((element) => element());
}

/** Reads the head of a tuple of `arity` elements. @param {number} arity */
export function tuple(arity) {
  const at = position();
  const found = tupleArity();
  if (found < 0) throw unexpected("a tuple");
  if (found !== arity) throw fail(`expected a tuple of ${arity}, got one of ${found}`, at);
}

/** Reads `none`, or the head of `{some, V}`: then true, and the value follows. */
function isSome() {
  const at = position();
  const arity = tupleArity();
  if (arity >= 0 && arity !== 2) throw fail(`expected Option, got a tuple of ${arity}`, at);
  const text = atom("Option");
  if (text !== (arity < 0 ? "none" : "some")) throw fail(`expected Option, got the atom ${text}`, at);
  return arity >= 0;
}

/**
 * @template T
 * @param {() => T} inner
 * @returns {T | null}
 */
export function option(inner) {
  return isSome() ? inner() : null;
}

/**
 * An option of what may be null itself.
 *
 * @template T
 * @param {() => T} inner
 * @returns {{ some: T } | null}
 */
export function some(inner) {
  return isSome() ? { some: inner() } : null;
}

/**
 * @template T, E
 * @param {() => T} ok
 * @param {() => E} err
 * @returns {{ ok: true, value: T } | { ok: false, error: E }}
 */
export function result(ok, err) {
  const at = position();
  if (tupleArity() !== 2) throw fail("expected Result", at);
  const text = atom("Result");
  if (text === "ok") return { ok: true, value: ok() };
  if (text === "error") return { ok: false, error: err() };
  throw fail(`expected Result, got the atom ${text}`, at);
}
