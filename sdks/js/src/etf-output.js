// The output of ETF: one buffer that is used again, terms without parts, and the heads of those
// with parts. As in reading, it is module state.

import { CodecError, nameOf } from "./errors.js";
import { locate } from "./etf-locate.js";
import { isWellFormed } from "./order.js";

/** @import { Limits } from "./types.js" */

/**
 * The buffer, of which nothing is memory that was not written. As in reading, V8 takes it for a constant until
 * an output was larger.
 */
const output = room(1 << 20);
let pos = 0;
let depth = 0;
let maxDepth = 512;

/** Labels by the offset of the constructor, kept only while a failed writing is repeated. @type {Map<number, string> | null} */
let trace = null;

const utf8 = new TextEncoder();

/** @param {number} length */
function room(length) {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** Begins an empty output. @param {Limits} limits */
export function start(limits) {
  pos = 0;
  depth = 0;
  maxDepth = limits.maxEtfDepth;
}

/** A copy of what was written. */
export function take() {
  return output.bytes.slice(0, pos);
}

/**
 * Writes one value with `encode`, and gives an error its path: the writing is repeated with tracing
 * on. The error is the second one: some are found in another order when nobody asks where.
 *
 * @template T
 * @param {(value: T) => void} encode
 * @param {T} value
 */
export function located(encode, value) {
  const from = pos;
  try {
    encode(value);
  } catch (error) {
    if (!(error instanceof CodecError) || trace !== null) throw error;
    throw again(encode, value, from, error);
  }
}

/**
 * @param {(value: any) => void} encode
 * @param {any} value
 * @param {number} from
 * @param {CodecError} first
 */
function again(encode, value, from, first) {
  const labels = new Map();
  let error = first;
  trace = labels;
  pos = from;
  depth = 0;
  try {
    encode(value);
  } catch (second) {
    if (second instanceof CodecError) error = second;
  } finally {
    trace = null;
  }
  error.segments = locate(output.bytes.subarray(0, pos), from, error.offset, labels);
  return error;
}

/** Whether the writing is a repeated one. */
export function isTraced() {
  return trace !== null;
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

/**
 * @param {string} what
 * @param {unknown} value
 */
export function expected(what, value) {
  return fail(`expected ${what}, got ${nameOf(value)}`);
}

/** Makes room for `count` more bytes. @param {number} count */
function reserve(count) {
  if (pos + count > output.bytes.length) grow(count);
}

/** @param {number} count */
function grow(count) {
  const larger = new Uint8Array(Math.max(output.bytes.length * 2, pos + count));
  larger.set(output.bytes);
  output.bytes = larger;
  output.view = new DataView(larger.buffer);
}

/** Writes one byte. @param {number} value */
export function byte(value) {
  reserve(1);
  output.bytes[pos++] = value;
}

/** Writes an atom of ASCII text. @param {string} text */
export function atom(text) {
  reserve(2 + text.length);
  output.bytes[pos++] = 119;
  output.bytes[pos++] = text.length;
  for (let i = 0; i < text.length; i++) output.bytes[pos++] = text.charCodeAt(i);
}

/** Writes the head of a tuple. @param {number} arity */
export function tuple(arity) {
  reserve(5);
  if (arity > 255) {
    output.bytes[pos] = 105;
    output.view.setUint32(pos + 1, arity);
    pos += 5;
  } else {
    output.bytes[pos] = 104;
    output.bytes[pos + 1] = arity;
    pos += 2;
  }
}

// Constructors

/**
 * Writes the bare atom of a constructor without fields.
 *
 * @param {number} h0
 * @param {number} h1
 * @param {number} h2
 */
export function unit(h0, h1, h2) {
  reserve(12);
  output.view.setInt16(pos, 0x770a);
  output.view.setInt32(pos + 2, h0);
  output.view.setInt32(pos + 6, h1);
  output.view.setInt16(pos + 10, h2);
  pos += 12;
}

/**
 * Writes the head of a constructor with fields.
 *
 * @param {number} fields
 * @param {number} h0
 * @param {number} h1
 * @param {number} h2
 * @param {string} labels
 */
export function head(fields, h0, h1, h2, labels) {
  if (trace !== null) trace.set(pos, labels);
  if (fields > 254) {
    tuple(fields + 1);
    return unit(h0, h1, h2);
  }
  reserve(14);
  output.view.setInt32(pos, 0x6801770a + (fields << 16));
  output.view.setInt32(pos + 4, h0);
  output.view.setInt32(pos + 8, h1);
  output.view.setInt16(pos + 12, h2);
  pos += 14;
}

/** Goes one level down, behind the head of a constructor; only recursive types count. */
export function enter() {
  // The place is the constructor's, not that of its first field.
  if (++depth > maxDepth) throw fail(`deeper than ${maxDepth}`, pos - 1);
}

/** Comes up again. */
export function leave() {
  depth--;
}

// Scalars

/** Writes a safe integer. @param {number} value */
export function integer(value) {
  reserve(11);
  if ((value & 255) === value) {
    output.bytes[pos] = 97;
    output.bytes[pos + 1] = value;
    pos += 2;
  } else if ((value | 0) === value) {
    output.bytes[pos] = 98;
    output.view.setInt32(pos + 1, value);
    pos += 5;
  } else {
    wideInteger(value);
  }
}

/** @param {number} value */
function wideInteger(value) {
  const start = pos;
  output.bytes[start] = 110;
  output.bytes[start + 2] = value < 0 ? 1 : 0;
  pos += 3;
  for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 256)) output.bytes[pos++] = rest % 256;
  output.bytes[start + 1] = pos - start - 3;
}

/** @param {bigint} value */
export function bigInteger(value) {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return integer(number);
  reserve(19);
  const start = pos;
  output.bytes[start] = 110;
  output.bytes[start + 2] = value < 0n ? 1 : 0;
  pos += 3;
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 8n) output.bytes[pos++] = Number(rest & 255n);
  output.bytes[start + 1] = pos - start - 3;
}

/** @param {number} value */
export function f64(value) {
  if (typeof value !== "number") throw expected("a number", value);
  if (value - value !== 0) throw fail(`${value} is not finite`);
  reserve(9);
  output.bytes[pos] = 70;
  output.view.setFloat64(pos + 1, value);
  pos += 9;
}

/** @param {boolean} value */
export function bool(value) {
  if (typeof value !== "boolean") throw expected("a boolean", value);
  reserve(8);
  if (value) {
    output.view.setInt32(pos, 0x77047472);
    output.view.setInt16(pos + 4, 0x7565);
    pos += 6;
  } else {
    output.view.setInt32(pos, 0x77056661);
    output.view.setInt32(pos + 3, 0x616c7365);
    pos += 7;
  }
}

/** @param {string} value */
export function string(value) {
  if (typeof value !== "string") throw expected("a string", value);
  const length = value.length;
  if (length > LOOPED) return length > HELD ? long(value) : medium(value);
  looped(value, length);
}

/** @param {string} value @param {number} length */
function looped(value, length) {
  reserve(5 + LOOPED_ONCE * 2);
  const from = pos + 5;
  const out = output.bytes;
  let at = from;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const a = value.charCodeAt(i);
    const b = value.charCodeAt(i + 1);
    const c = value.charCodeAt(i + 2);
    const d = value.charCodeAt(i + 3);
    if ((a | b | c | d) >= 0x80) break;
    output.view.setInt32(at, (a << 24) | (b << 16) | (c << 8) | d);
    at += 4;
  }
  for (; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x80) {
      out[at++] = unit;
    } else if (unit < 0x800) {
      out[at] = 0xc0 | (unit >> 6);
      out[at + 1] = 0x80 | (unit & 63);
      at += 2;
    } else {
      return encode(value);
    }
  }
  out[pos] = 109;
  output.view.setInt32(pos + 1, at - from);
  pos = at;
}

/** The longest text that is written unit by unit at once, that is where it is not held, and that is ever held. */
const LOOPED = 6;
const LOOPED_ONCE = 20;
const HELD = 64;
const SLOTS = 1024;
/** @type {string[]} */
const texts = [];
for (let i = 0; i < SLOTS; i++) texts.push("");
/** The hash of what each slot was last asked for: a text that comes a second time is held, and others cost little. */
const hashes = new Int32Array(SLOTS);
const lengths = new Uint8Array(SLOTS);
const held = new DataView(new ArrayBuffer(SLOTS * HELD));
/** Where a text of middle length is encoded to: a view of the output for each would take longer than the copying. */
const encoded = room(HELD * 3);

/** @param {string} value */
function medium(value) {
  const last = value.length - 1;
  const ends = (value.charCodeAt(0) << 16) + (value.charCodeAt(last) << 8) + last;
  const inner = (value.charCodeAt(2) << 16) + (value.charCodeAt(last >> 1) << 8) + value.charCodeAt(last - 2);
  const hash = (Math.imul(ends, 0x9e3779b1) + Math.imul(inner, 0x85ebca6b)) | 0;
  const slot = hash >>> 22;
  if (hashes[slot] !== hash || texts[slot] !== value) return missed(value, hash);
  reserve(5 + HELD);
  const place = slot * HELD;
  const length = lengths[slot];
  const from = pos + 5;
  output.bytes[pos] = 109;
  output.view.setInt32(pos + 1, length);
  for (let i = 0; i < length; i += 4) output.view.setInt32(from + i, held.getInt32(place + i));
  pos = from + length;
}

/** @param {string} value @param {number} hash */
function missed(value, hash) {
  const from = pos + 5;
  if (value.length > LOOPED_ONCE) encode(value);
  else looped(value, value.length);
  const slot = hash >>> 22;
  if (hashes[slot] !== hash) {
    hashes[slot] = hash;
    return;
  }
  const length = pos - from;
  if (length > HELD) return;
  const place = slot * HELD;
  for (let i = 0; i < length; i += 4) held.setInt32(place + i, output.view.getInt32(from + i));
  lengths[slot] = length;
  texts[slot] = value;
}

/** @param {string} value */
function encode(value) {
  const length = utf8.encodeInto(value, encoded.bytes).written;
  if (length !== value.length && !isWellFormed(value)) throw loneSurrogate();
  reserve(5 + HELD * 3);
  const from = pos + 5;
  output.bytes[pos] = 109;
  output.view.setInt32(pos + 1, length);
  for (let i = 0; i < length; i += 4) output.view.setInt32(from + i, encoded.view.getInt32(i));
  pos = from + length;
}

/** @param {string} value */
function long(value) {
  reserve(5 + value.length * 3);
  const { written } = utf8.encodeInto(value, output.bytes.subarray(pos + 5));
  if (written !== value.length && !isWellFormed(value)) throw loneSurrogate();
  output.bytes[pos] = 109;
  output.view.setInt32(pos + 1, written);
  pos += 5 + written;
}

function loneSurrogate() {
  return fail("text with a lone surrogate");
}

/** @param {Uint8Array} value */
export function bitArray(value) {
  if (!(value instanceof Uint8Array)) throw expected("a Uint8Array", value);
  reserve(5 + value.length);
  output.bytes[pos] = 109;
  output.view.setUint32(pos + 1, value.length);
  output.bytes.set(value, pos + 5);
  pos += 5 + value.length;
}

/** Writes `none`. */
export function none() {
  reserve(6);
  output.view.setInt32(pos, 0x77046e6f);
  output.view.setInt16(pos + 4, 0x6e65);
  pos += 6;
}

/** Writes the head of `{some, V}`. */
export function someHead() {
  reserve(8);
  output.view.setInt32(pos, 0x68027704);
  output.view.setInt32(pos + 4, 0x736f6d65);
  pos += 8;
}

/** Writes the head of a list or dict. @param {number} tag @param {number} count */
export function counted(tag, count) {
  reserve(5);
  output.bytes[pos] = tag;
  output.view.setUint32(pos + 1, count);
  pos += 5;
}

/** The place of the next byte. */
export function position() {
  return pos;
}

/** Goes back to a place, or on to one that was written. @param {number} to */
export function moveTo(to) {
  pos = to;
}

/** A copy of what was written from a place on. @param {number} from */
export function since(from) {
  return output.bytes.slice(from, pos);
}

/** Writes bytes as they are. @param {Uint8Array} raw */
export function append(raw) {
  reserve(raw.length);
  output.bytes.set(raw, pos);
  pos += raw.length;
}
