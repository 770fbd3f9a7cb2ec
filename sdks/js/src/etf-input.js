// The input of ETF: terms without parts, and the heads of those with parts. It is module state, so
// that one generated function a type runs without allocating a reader or passing one around;
// reading is synchronous, so nothing interleaves.

import { CodecError } from "./errors.js";
import { locate } from "./etf-locate.js";

/** @import { Limits } from "./types.js" */

/** The most that is kept between readings: what the default limits allow. */
const KEPT = 1 << 20;
/** Bytes behind the input, of whatever was there before: a word may be looked at before it is known to be whole. */
const SLACK = 32;

/** @param {number} length */
function room(length) {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

/**
 * A copy of the input: copying is cheaper than a new DataView. As long as no input was larger than what is
 * kept, nothing here was ever assigned again, which V8 knows: it takes the view for a constant, and
 * reading is 6 to 15% faster. What of it no input has touched is not memory yet.
 */
export const memory = room(KEPT + SLACK);
/** What is exported is a variable to V8; each module has a constant of its own. */
const buffer = memory;
export let pos = 0;
export let end = 0;
/**
 * The items of all lists so far, which take a byte each at the least: lists inside lists that each
 * claim what is left would otherwise take memory for every level.
 */
let claimed = 0;
/** The count of readings so far: what was kept of the input of one is of no use in the next. */
export let readings = 0;
let depth = 0;
let maxDepth = 512;
export let maxString = 1 << 20;

/** Labels by the offset of the constructor, kept only while a failed reading is repeated. @type {Map<number, string> | null} */
export let trace = null;

/**
 * Makes `input` the input, from byte `from` on.
 *
 * @param {Uint8Array} input
 * @param {number} from
 * @param {Limits} limits
 */
export function start(input, from, limits) {
  end = input.length;
  if (end + SLACK > buffer.bytes.length) Object.assign(buffer, room(end + SLACK));
  buffer.bytes.set(input);
  pos = from;
  readings = (readings + 1) | 0;
  depth = 0;
  claimed = 0;
  maxDepth = limits.maxEtfDepth;
  maxString = limits.maxStringBytes;
}

/** Lets go of the input. */
export function stop() {
  pos = end = 0;
  if (buffer.bytes.length > KEPT + SLACK) Object.assign(buffer, room(KEPT + SLACK));
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
 * Reads one value with `decode`, and gives an error its path: the reading is repeated with tracing on,
 * which costs nothing while all is well. The error is the second one: some are found later when nobody
 * asks where.
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
    throw again(decode, from, error);
  }
}

/** @param {() => unknown} decode @param {number} from @param {CodecError} first */
function again(decode, from, first) {
  const labels = new Map();
  let error = first;
  trace = labels;
  pos = from;
  depth = 0;
  claimed = 0;
  try {
    decode();
  } catch (second) {
    if (second instanceof CodecError) error = second;
  } finally {
    trace = null;
  }
  error.segments = locate(buffer.bytes.subarray(0, end), from, error.offset, labels);
  return error;
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
export function need(count) {
  if (count > end - pos) throw fail(`cut short: ${count} bytes needed, ${end - pos} left`);
}

/** The error for another term than was expected. @param {string} what */
export function unexpected(what) {
  const at = pos;
  return fail(at >= end ? `cut short: expected ${what}` : `expected ${what}, got ${tagName(buffer.bytes[at])}`, at);
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
  const tag = buffer.bytes[pos];
  let length;
  if (tag === 119 || tag === 115) {
    length = buffer.bytes[pos + 1];
    pos += 2;
  } else if (tag === 118 || tag === 100) {
    need(3);
    length = buffer.view.getUint16(pos + 1);
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
  for (let i = 0; i < length; i++) text += String.fromCharCode(buffer.bytes[pos + i]);
  pos += length;
  if (length > 255) throw fail(`expected ${what}, got a long atom`, at);
  return text;
}

/** Reads the head of a tuple and returns its arity, or -1 where there is no tuple. */
export function tupleArity() {
  if (pos >= end) return -1;
  const tag = buffer.bytes[pos];
  if (tag === 104) {
    need(2);
    const arity = buffer.bytes[pos + 1];
    pos += 2;
    return arity;
  }
  if (tag === 105) {
    need(5);
    const arity = buffer.view.getUint32(pos + 1);
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
    buffer.view.getInt32(at) === 0x6801770a + (fields << 16) &&
    buffer.view.getInt32(at + 4) === h0 &&
    buffer.view.getInt32(at + 8) === h1 &&
    buffer.view.getInt16(at + 12) === h2 &&
    trace === null
  ) {
    pos = at + 14;
    return true;
  }
  return false;
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

// Heads of containers

/** Reads the head of a list and returns its length; -1 says STRING_EXT. */
export function listLength() {
  const tag = pos < end ? buffer.bytes[pos] : -1;
  if (tag === 106) {
    pos += 1;
    return 0;
  }
  if (tag === 108) {
    need(5);
    // below zero from 2^31 on
    const length = buffer.view.getInt32(pos + 1);
    if (length < 0 || length > end - pos - 5 || length > end - claimed) throw fail(`${length >>> 0} items claimed, ${end - pos - 5} bytes left`);
    claimed += length;
    pos += 5;
    return length;
  }
  if (tag === 107) return -1;
  throw unexpected("List");
}

/** Reads the end of a list that has items. */
export function listEnd() {
  if (pos >= end || buffer.bytes[pos] !== 106) throw fail("a list that does not end in the empty list");
  pos += 1;
}

/**
 * A STRING_EXT: each byte is an item. The item's reader is given `97 byte`, behind the input, so that
 * its own type and range are checked.
 *
 * @template T
 * @param {() => T} item
 * @returns {T[]}
 */
export function byteList(item) {
  need(3);
  const length = buffer.view.getUint16(pos + 1);
  pos += 3;
  need(length);
  const [from, inputEnd] = [pos, end];
  const items = [];
  try {
    for (let i = 0; i < length; i++) {
      pos = inputEnd;
      end = inputEnd + 2;
      buffer.bytes[pos] = 97;
      buffer.bytes[pos + 1] = buffer.bytes[from + i];
      items.push(item());
    }
  } catch (error) {
    if (error instanceof CodecError) error.offset = from + items.length;
    throw error;
  } finally {
    end = inputEnd;
  }
  pos = from + length;
  return items;
}

/** Reads the head of a dict and returns the count of its entries. */
export function dictLength() {
  if (pos >= end || buffer.bytes[pos] !== 116) throw unexpected("Dict");
  need(5);
  const length = buffer.view.getInt32(pos + 1);
  if (length < 0 || length > (end - pos - 5) / 2) throw fail(`${length >>> 0} entries claimed, ${end - pos - 5} bytes left`);
  pos += 5;
  return length;
}
