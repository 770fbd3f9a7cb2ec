// Reads ETF: integers by width, and containers of what other readers read.

import {
  atom, byteList, dictLength, end, fail, listEnd, listLength, memory, moveTo, pos, position, trace, tupleArity,
  unexpected,
} from "./etf-input.js";
import { keyOf } from "./order.js";

export * from "./etf-constructor.js";
export {
  atom, byteList, dictLength, enter, fail, finish, leave, listEnd, listLength, located, position, start, stop,
  tupleArity, unexpected,
} from "./etf-input.js";
export * from "./etf-scalar.js";
export * from "./etf-text.js";

const buffer = memory;

// Containers

/**
 * @template T
 * @param {() => T} item
 * @returns {T[]}
 */
export function list(item) {
  const length = listLength();
  if (length < 0) return byteList(item);
  const items = new Array(length);
  for (let i = 0; i < length; i++) items[i] = item();
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
    const key = keyOf(value);
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
    if (trace !== null && map.has(name)) throw fail("a key that came before", at);
    map.set(name, value());
    if (map.size === i) throw fail("a key that came before", at);
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
  const at = pos;
  if (buffer.bytes[at] === 104 && buffer.bytes[at + 1] === arity && at + 2 <= end) return moveTo(at + 2);
  const found = tupleArity();
  if (found < 0) throw unexpected("a tuple");
  if (found !== arity) throw fail(`expected a tuple of ${arity}, got one of ${found}`, at);
}

/** Reads `none`, or the head of `{some, V}`: then true, and the value follows. */
export function isSome() {
  const at = pos;
  const head = buffer.view.getInt32(at);
  if (head === 0x68027704 && buffer.view.getInt32(at + 4) === 0x736f6d65 && at + 8 <= end) {
    moveTo(at + 8);
    return true;
  }
  if (head === 0x77046e6f && buffer.view.getInt16(at + 4) === 0x6e65 && at + 6 <= end) {
    moveTo(at + 6);
    return false;
  }
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

/** Reads the head of `{ok, V}` or `{error, E}`: whether it is the first. */
export function isOk() {
  const at = pos;
  const head = buffer.view.getInt32(at);
  if (head === 0x68027702 && buffer.view.getInt16(at + 4) === 0x6f6b && at + 6 <= end) {
    moveTo(at + 6);
    return true;
  }
  if (head === 0x68027705 && buffer.view.getInt32(at + 4) === 0x6572726f && buffer.bytes[at + 8] === 0x72 && at + 9 <= end) {
    moveTo(at + 9);
    return false;
  }
  if (tupleArity() !== 2) throw fail("expected Result", at);
  const text = atom("Result");
  if (text === "ok") return true;
  if (text === "error") return false;
  throw fail(`expected Result, got the atom ${text}`, at);
}

/**
 * @template T, E
 * @param {() => T} ok
 * @param {() => E} err
 * @returns {{ ok: true, value: T } | { ok: false, error: E }}
 */
export function result(ok, err) {
  return isOk() ? { ok: true, value: ok() } : { ok: false, error: err() };
}
