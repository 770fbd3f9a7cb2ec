// Reads numbers, bools, nil and bytes of ETF. What is usual is looked for first, by whole words; what
// else may stand there is read by functions of their own, so that the usual ones stay small.

import { atom, end, fail, maxString, memory, moveTo, need, pos, unexpected } from "./etf-input.js";

const buffer = memory;

// Integers

/** Reads an integer as a number where it is safe, else as a bigint. */
function integer() {
  const at = pos;
  const tag = buffer.bytes[at];
  if (tag === 97 && at + 2 <= end) {
    moveTo(at + 2);
    return buffer.bytes[at + 1];
  }
  if (tag === 98 && at + 5 <= end) {
    moveTo(at + 5);
    return buffer.view.getInt32(at + 1);
  }
  return unusualInteger();
}

function unusualInteger() {
  const tag = pos < end ? buffer.bytes[pos] : 0;
  if (tag === 97 || tag === 98) need(tag === 97 ? 2 : 5);
  if (tag === 110 || tag === 111) return bigInteger(tag);
  throw unexpected("Int");
}

/** @param {number} tag */
function bigInteger(tag) {
  const at = pos;
  const head = tag === 110 ? 3 : 6;
  need(head);
  const length = tag === 110 ? buffer.bytes[at + 1] : buffer.view.getUint32(at + 1);
  if (length > end - at - head) throw fail(`an integer of ${length} bytes in ${end - at - head}`, at);
  const sign = buffer.bytes[at + head - 1];
  if (sign > 1) throw fail("an integer whose sign is neither 0 nor 1", at);
  const from = at + head;
  moveTo(from + length);
  let used = length;
  while (used > 0 && buffer.bytes[from + used - 1] === 0) used--;
  if (used > 16) throw fail("out of range: more than 128 bits", at);
  if (used <= 6) {
    let value = 0;
    for (let i = used - 1; i >= 0; i--) value = value * 256 + buffer.bytes[from + i];
    return sign === 1 && value !== 0 ? -value : value;
  }
  let value = 0n;
  for (let i = used - 1; i >= 0; i--) value = (value << 8n) | BigInt(buffer.bytes[from + i]);
  if (sign === 1) value = -value;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {string} name
 */
function small(low, high, name) {
  const at = pos;
  const value = integer();
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`, at);
  return Number(value);
}

/**
 * @param {bigint} low
 * @param {bigint} high
 * @param {string} name
 */
function big(low, high, name) {
  const at = pos;
  const value = integer();
  if (value < low || value > high) throw fail(`${value} is out of the range of ${name}`, at);
  return BigInt(value);
}

function safe() {
  const at = pos;
  const value = integer();
  return typeof value === "number" ? value : unsafe(value, at);
}

/** @param {string} name */
function unsigned(name) {
  const at = pos;
  const value = integer();
  if (value < 0) throw fail(`${value} is out of the range of ${name}`, at);
  return typeof value === "number" ? value : unsafe(value, at);
}

/** @param {bigint} value @param {number} at @returns {never} */
function unsafe(value, at) {
  throw fail(`${value} is out of the range of a JavaScript number`, at);
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
export const i64Number = safe;
export const u64Number = () => unsigned("u64");
export const i128Number = safe;
export const u128Number = () => unsigned("u128");

// Floats

/** Reads a finite double; an integer stands for one where that is exact. */
export function f64() {
  const at = pos;
  if (buffer.view.getUint8(at) === 70 && at + 9 <= end) {
    const value = buffer.view.getFloat64(at + 1);
    if (value - value === 0) {
      moveTo(at + 9);
      return value;
    }
  }
  return unusualFloat(at);
}

/** @param {number} at */
function unusualFloat(at) {
  const tag = at < end ? buffer.bytes[at] : 0;
  let value;
  if (tag === 70) {
    need(9);
    value = buffer.view.getFloat64(at + 1);
  } else if (tag === 99) {
    need(32);
    let text = "";
    for (let i = 1; i < 32 && buffer.bytes[at + i] !== 0; i++) text += String.fromCharCode(buffer.bytes[at + i]);
    if (!/^ *[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) throw fail("a float whose text is no number", at);
    value = Number(text);
    moveTo(at + 32);
  } else {
    if (tag !== 97 && tag !== 98 && tag !== 110 && tag !== 111) throw unexpected("Float");
    const whole = integer();
    value = Number(whole);
    if (typeof whole === "bigint" && BigInt(value) !== whole) throw fail(`${whole} is no exact float`, at);
  }
  if (!Number.isFinite(value)) throw fail("a float that is not finite", at);
  return value;
}

/** Reads a double that is within the range of an f32. */
export function f32() {
  const at = pos;
  const value = f64();
  const single = Math.fround(value);
  if (!Number.isFinite(single)) throw fail(`${value} is out of the range of f32`, at);
  return single;
}

// Atoms

export function bool() {
  const at = pos;
  const head = buffer.view.getInt32(at);
  if (head === 0x77047472 && buffer.view.getInt16(at + 4) === 0x7565 && at + 6 <= end) {
    moveTo(at + 6);
    return true;
  }
  if (head === 0x77056661 && buffer.view.getInt32(at + 3) === 0x616c7365 && at + 7 <= end) {
    moveTo(at + 7);
    return false;
  }
  const text = atom("Bool");
  if (text === "true") return true;
  if (text === "false") return false;
  throw fail(`expected Bool, got the atom ${text}`, at);
}

/** @returns {null} */
export function nil() {
  const at = pos;
  if (buffer.view.getInt32(at) === 0x77036e69 && buffer.bytes[at + 4] === 0x6c && at + 5 <= end) {
    moveTo(at + 5);
    return null;
  }
  const text = atom("Nil");
  if (text !== "nil") throw fail(`expected Nil, got the atom ${text}`, at);
  return null;
}

// Binaries

/** Reads the head of a binary and returns its length. @param {string} what */
export function binaryLength(what) {
  const at = pos;
  if (at >= end || buffer.view.getUint8(at) !== 109) throw unexpected(what);
  need(5);
  const length = buffer.view.getUint32(at + 1);
  if (length > end - at - 5) throw fail(`${length} bytes claimed, ${end - at - 5} left`);
  if (length > maxString) throw fail(`longer than ${maxString} bytes`);
  moveTo(at + 5);
  return length;
}

export function bitArray() {
  const length = binaryLength("BitArray");
  moveTo(pos + length);
  return buffer.bytes.slice(pos - length, pos);
}

/** @param {number} length */
export function bitArrayOf(length) {
  const at = pos;
  const value = bitArray();
  if (value.length !== length) throw fail(`expected ${length} bytes, got ${value.length}`, at);
  return value;
}
