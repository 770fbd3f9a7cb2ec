// The input of ETF: terms without parts, and the heads of those with parts. It is module state, so
// that one generated function a type runs without allocating a reader or passing one around;
// reading is synchronous, so nothing interleaves.

import { CodecError } from "./errors.js";
import { locate } from "./etf-locate.js";

/** @import { Limits } from "./types.js" */

/** @type {Uint8Array} */
const empty = new Uint8Array(0);
export let bytes = empty;
/** @type {DataView} */
export let view = new DataView(empty.buffer);
export let pos = 0;
let end = 0;
let depth = 0;
let maxDepth = 512;
let maxString = 1 << 20;

/** Labels by the offset of the constructor, kept only while a failed reading is repeated. @type {Map<number, string> | null} */
export let trace = null;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Makes `input` the input, from byte `from` on.
 *
 * @param {Uint8Array} input
 * @param {number} from
 * @param {Limits} limits
 */
export function start(input, from, limits) {
  bytes = input;
  view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  pos = from;
  end = input.length;
  depth = 0;
  maxDepth = limits.maxEtfDepth;
  maxString = limits.maxStringBytes;
}

/** Lets go of the input. */
export function stop() {
  bytes = empty;
  view = new DataView(empty.buffer);
  pos = end = 0;
}

/** Goes on at a place. @param {number} place */
export function moveTo(place) {
  pos = place;
}

/** The place of the next byte. */
export function position() {
  return pos;
}

/** Refuses bytes after the value. */
export function finish() {
  if (pos !== end) throw fail(`${end - pos} bytes after the value`);
}

/**
 * Reads one value with `decode`, and gives an error its path: the reading is repeated with
 * tracing on, which costs nothing while all is well.
 *
 * @template T
 * @param {() => T} decode
 * @returns {T}
 */
export function located(decode) {
  const from = pos;
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof CodecError) || trace !== null) throw error;
    const labels = new Map();
    trace = labels;
    pos = from;
    depth = 0;
    try {
      decode();
    } catch {
      // the same error again; only the trace is wanted
    } finally {
      trace = null;
    }
    error.segments = locate(bytes, from, error.offset, labels);
    throw error;
  }
}

/**
 * @param {string} message
 * @param {number} [offset]
 */
export function fail(message, offset = pos) {
  const error = new CodecError(message);
  error.offset = offset;
  return error;
}

/** @param {number} count */
function need(count) {
  if (count > end - pos) throw fail(`cut short: ${count} bytes needed, ${end - pos} left`);
}

/** The error for another term than was expected. @param {string} what */
export function unexpected(what) {
  const at = pos;
  return fail(at >= end ? `cut short: expected ${what}` : `expected ${what}, got ${tagName(bytes[at])}`, at);
}

/** @param {number} tag */
function tagName(tag) {
  switch (tag) {
    case 97: case 98: case 110: case 111: return "Int";
    case 70: case 99: return "Float";
    case 109: return "String";
    case 106: case 107: case 108: return "List";
    case 116: return "Dict";
    case 104: case 105: return "a tuple";
    case 100: case 115: case 118: case 119: return "an atom";
    case 77: return "bits that are not whole bytes";
    case 80: return "a compressed term";
    default: return `tag ${tag}`;
  }
}

// Atoms and tuples

/** Reads an atom's head: leaves the place at its text and returns its length in bytes, or -1. */
export function atomLength() {
  if (pos + 2 > end) return -1;
  const tag = bytes[pos];
  let length;
  if (tag === 119 || tag === 115) {
    length = bytes[pos + 1];
    pos += 2;
  } else if (tag === 118 || tag === 100) {
    need(3);
    length = view.getUint16(pos + 1);
    pos += 3;
  } else {
    return -1;
  }
  need(length);
  return length;
}

/** Reads an atom as text. @param {string} what */
export function atom(what) {
  const at = pos;
  const length = atomLength();
  if (length < 0) throw unexpected(what);
  let text = "";
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[pos + i]);
  pos += length;
  if (length > 255) throw fail(`expected ${what}, got a long atom`, at);
  return text;
}

/** Reads the head of a tuple and returns its arity, or -1 where there is no tuple. */
export function tupleArity() {
  if (pos >= end) return -1;
  const tag = bytes[pos];
  if (tag === 104) {
    need(2);
    const arity = bytes[pos + 1];
    pos += 2;
    return arity;
  }
  if (tag === 105) {
    need(5);
    const arity = view.getUint32(pos + 1);
    if (arity > end - pos - 5) throw fail(`a tuple of ${arity} in ${end - pos - 5} bytes`);
    pos += 5;
    return arity;
  }
  return -1;
}

/**
 * Reads the head of a constructor if it is a small tuple with this hash: the short way for what is
 * read most. Traced readings go the long way.
 *
 * @param {number} fields
 * @param {number} h0
 * @param {number} h1
 * @param {number} h2
 */
export function smallRecord(fields, h0, h1, h2) {
  const at = pos;
  if (
    fields > 0 && fields < 255 && // a small tuple: no bare atom, no large tuple
    at + 14 <= end &&
    view.getUint32(at) === 0x6800770a + ((fields + 1) << 16) &&
    view.getUint32(at + 4) === h0 &&
    view.getUint32(at + 8) === h1 &&
    view.getUint16(at + 12) === h2 &&
    trace === null
  ) {
    pos = at + 14;
    return true;
  }
  return false;
}

/** Goes one level down; only recursive types count. */
export function enter() {
  if (++depth > maxDepth) throw fail(`deeper than ${maxDepth}`);
}

/** Comes up again. */
export function leave() {
  depth--;
}

// Scalars

/** Reads an integer as a number where it is safe, else as a bigint. @param {string} what */
export function integer(what) {
  if (pos >= end) throw unexpected(what);
  const tag = bytes[pos];
  if (tag === 97) {
    need(2);
    const value = bytes[pos + 1];
    pos += 2;
    return value;
  }
  if (tag === 98) {
    need(5);
    const value = view.getInt32(pos + 1);
    pos += 5;
    return value;
  }
  if (tag === 110 || tag === 111) return bigInteger(tag);
  throw unexpected(what);
}

/** @param {number} tag */
function bigInteger(tag) {
  const at = pos;
  const head = tag === 110 ? 3 : 6;
  need(head);
  const length = tag === 110 ? bytes[pos + 1] : view.getUint32(pos + 1);
  if (length > end - pos - head) throw fail(`an integer of ${length} bytes in ${end - pos - head}`, at);
  const sign = bytes[pos + head - 1];
  if (sign > 1) throw fail("an integer whose sign is neither 0 nor 1", at);
  const from = pos + head;
  pos = from + length;
  let used = length;
  while (used > 0 && bytes[from + used - 1] === 0) used--;
  if (used > 16) throw fail("out of range: more than 128 bits", at);
  if (used <= 6) {
    let value = 0;
    for (let i = used - 1; i >= 0; i--) value = value * 256 + bytes[from + i];
    return sign === 1 && value !== 0 ? -value : value;
  }
  let value = 0n;
  for (let i = used - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[from + i]);
  if (sign === 1) value = -value;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** Reads a finite double; an integer stands for one where that is exact. */
export function f64() {
  const at = pos;
  const tag = at < end ? bytes[at] : -1;
  let value;
  if (tag === 70) {
    need(9);
    value = view.getFloat64(at + 1);
    pos += 9;
  } else if (tag === 99) {
    need(32);
    let text = "";
    for (let i = 1; i < 32 && bytes[at + i] !== 0; i++) text += String.fromCharCode(bytes[at + i]);
    if (!/^ *[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) throw fail("a float whose text is no number", at);
    value = Number(text);
    pos += 32;
  } else {
    const whole = integer("Float");
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

export function bool() {
  const at = pos;
  const text = atom("Bool");
  if (text === "true") return true;
  if (text === "false") return false;
  throw fail(`expected Bool, got the atom ${text}`, at);
}

/** @returns {null} */
export function nil() {
  const at = pos;
  const text = atom("Nil");
  if (text !== "nil") throw fail(`expected Nil, got the atom ${text}`, at);
  return null;
}

/** Reads the head of a binary and returns its length. @param {string} what */
function binaryLength(what) {
  if (pos >= end || bytes[pos] !== 109) throw unexpected(what);
  need(5);
  const length = view.getUint32(pos + 1);
  if (length > end - pos - 5) throw fail(`${length} bytes claimed, ${end - pos - 5} left`);
  if (length > maxString) throw fail(`longer than ${maxString} bytes`);
  pos += 5;
  return length;
}

export function string() {
  const at = pos;
  const length = binaryLength("String");
  const from = pos;
  pos += length;
  if (length < 20) {
    let text = "";
    let i = 0;
    for (; i < length; i++) {
      const byte = bytes[from + i];
      if (byte > 127) break;
      text += String.fromCharCode(byte);
    }
    if (i === length) return text;
  }
  try {
    return utf8.decode(bytes.subarray(from, from + length));
  } catch {
    throw fail("text that is not UTF-8", at);
  }
}

/** Reads text of exactly one Unicode scalar. */
export function char() {
  const at = pos;
  const text = string();
  const first = text.codePointAt(0);
  if (first === undefined || text.length !== (first > 0xffff ? 2 : 1)) throw fail("expected one character", at);
  return text;
}

export function bitArray() {
  const length = binaryLength("BitArray");
  pos += length;
  return bytes.slice(pos - length, pos);
}

/** @param {number} length */
export function bitArrayOf(length) {
  const at = pos;
  const value = bitArray();
  if (value.length !== length) throw fail(`expected ${length} bytes, got ${value.length}`, at);
  return value;
}

// Heads of containers

/** Reads the head of a list and returns its length; -1 says STRING_EXT. */
export function listLength() {
  const tag = pos < end ? bytes[pos] : -1;
  if (tag === 106) {
    pos += 1;
    return 0;
  }
  if (tag === 108) {
    need(5);
    const length = view.getUint32(pos + 1);
    if (length > end - pos - 5) throw fail(`${length} items claimed, ${end - pos - 5} bytes left`);
    pos += 5;
    return length;
  }
  if (tag === 107) return -1;
  throw unexpected("List");
}

/** Reads the end of a list that has items. */
export function listEnd() {
  if (pos >= end || bytes[pos] !== 106) throw fail("a list that does not end in the empty list");
  pos += 1;
}

/**
 * A STRING_EXT: each byte is an item. The item's reader is given `97 byte`, so that its own type
 * and range are checked.
 *
 * @template T
 * @param {() => T} item
 * @returns {T[]}
 */
export function byteList(item) {
  need(3);
  const length = view.getUint16(pos + 1);
  pos += 3;
  need(length);
  const [input, inputView, inputEnd, from] = [bytes, view, end, pos];
  const one = new Uint8Array([97, 0]);
  const items = [];
  for (let i = 0; i < length; i++) {
    one[1] = input[from + i];
    bytes = one;
    view = new DataView(one.buffer);
    pos = 0;
    end = 2;
    try {
      items.push(item());
    } catch (error) {
      if (error instanceof CodecError) error.offset = from + i;
      throw error;
    } finally {
      bytes = input;
      view = inputView;
      end = inputEnd;
    }
  }
  pos = from + length;
  return items;
}

/** Reads the head of a dict and returns the count of its entries. */
export function dictLength() {
  if (pos >= end || bytes[pos] !== 116) throw unexpected("Dict");
  need(5);
  const length = view.getUint32(pos + 1);
  if (length > (end - pos - 5) / 2) throw fail(`${length} entries claimed, ${end - pos - 5} bytes left`);
  pos += 5;
  return length;
}

/** The bytes from a place to the next byte, as text that is equal where they are. @param {number} from */
export function textFrom(from) {
  let text = "";
  for (let i = from; i < pos; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
