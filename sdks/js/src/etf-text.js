// Reads text of ETF. Short text comes again and again (labels, names, tags), so a table holds what was
// read twice, found by its bytes: a hit makes no string, and a string of the table has its hash ready
// for a Map. The table is small and of a fixed size.

import { end, fail, maxString, memory, moveTo, pos, readings } from "./etf-input.js";
import { binaryLength } from "./etf-scalar.js";

const buffer = memory;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** What Node has besides, at half the time: it puts U+FFFD for what is not UTF-8. */
const { latin1Slice, utf8Slice } = globalThis.Buffer?.prototype ?? {};

/** The longest text that four words cover with its length, and the longest that is held at all, in bytes. */
const SHORT = 15;
const HELD = 64;
/** The slots of short texts, and those of others behind them. */
const SHORTS = 2048;
const MEDIUMS = 1024;
/** @type {string[]} */
const texts = [];
for (let i = 0; i < SHORTS + MEDIUMS; i++) texts.push("");
/** Of each text four words: of a short one all, with its length in the last byte; of others some. */
const keys = new Int32Array((SHORTS + MEDIUMS) * 4);
/**
 * What a key has besides if its text came but once. Only what comes a second time is held: most texts that come once
 * are soon garbage, which holding them would prevent.
 */
const ONCE = 1 << 31;
/** The lengths (below zero where the text came but once) and the bytes of texts that four words do not cover. */
const lengths = new Int32Array(MEDIUMS);
const heldBytes = new Uint8Array(MEDIUMS * HELD);
const held = new DataView(heldBytes.buffer);
/** A text that is not short may be in either of two slots; the one that is overwritten alternates. */
let turn = 0;
/** What is text of the 16 bytes from its start on, for each length, as four little-endian words. */
const masks = new Int32Array((SHORT + 1) * 4);
for (let i = 0; i < masks.length; i++) {
  const bits = ((i >> 2) - (i & 3) * 4) * 8;
  masks[i] = bits >= 32 ? -1 : bits > 0 ? (1 << bits) - 1 : 0;
}

export function string() {
  const at = pos;
  // the tag, and the length as far as it is zero where the text is shorter than 256 bytes
  if (buffer.view.getInt32(at) === 0x6d000000) {
    const length = buffer.bytes[at + 4];
    const from = at + 5;
    if (length <= HELD && length <= maxString && from + length <= end) {
      moveTo(from + length);
      return length <= SHORT ? short(at, from, length) : medium(at, from, length);
    }
  }
  return long(at);
}

/** @param {number} at */
function long(at) {
  const length = binaryLength("String");
  const from = at + 5;
  moveTo(from + length);
  return decode(at, from, length);
}

/** @param {number} at @param {number} from @param {number} length */
function decode(at, from, length) {
  if (utf8Slice !== undefined) {
    const text = utf8Slice.call(buffer.bytes, from, from + length);
    if (!text.includes("\ufffd")) return text;
  }
  try {
    return utf8.decode(buffer.bytes.subarray(from, from + length));
  } catch {
    throw fail("text that is not UTF-8", at);
  }
}

/**
 * No branch depends on the length, which no processor can foresee; and no helper is called for a hit,
 * since V8 inlines only so much into a decoder.
 *
 * @param {number} at
 * @param {number} from
 * @param {number} length
 */
function short(at, from, length) {
  const mask = length * 4;
  const a = buffer.view.getInt32(from, true) & masks[mask];
  const b = buffer.view.getInt32(from + 4, true) & masks[mask + 1];
  const c = buffer.view.getInt32(from + 8, true) & masks[mask + 2];
  const d = (buffer.view.getInt32(from + 12, true) & masks[mask + 3]) | (length << 24);
  const slot = (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35) + (Math.imul(d, 0x27d4eb2f) | 0)) >>> 21;
  const key = slot * 4;
  if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d) return texts[slot];
  return missed(at, from, length, slot, a, b, c, d);
}

/** @param {number} at @param {number} from @param {number} length @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d */
function missed(at, from, length, slot, a, b, c, d) {
  const isAscii = ((a | b | c | d) & 0x80808080) === 0;
  const text = !isAscii ? decode(at, from, length) : length > COPIED ? ascii(from).substring(0, length) : copied(from, length);
  if (isKey(slot, a, b, c, d | ONCE)) texts[slot] = text;
  else d |= ONCE;
  setKey(slot, a, b, c, d);
  return text;
}

/** The longest text that V8 copies out of another one, rather than keep the other one alive. */
const COPIED = 12;
/** A part of the input, a character a byte, out of which new texts that are near each other are copied. */
let page = "";
let pageOf = 0;
let pageFrom = 0;
let pageEnd = 0;
const PAGE = 2048;
const NEAR = 128;
/** Where the last text was that was in no page. */
let lastFrom = 0;

/** @param {number} from @param {number} length */
function copied(from, length) {
  if (from + length > pageEnd || pageOf !== readings || from < pageFrom) {
    const distance = from - lastFrom;
    lastFrom = from;
    if (latin1Slice === undefined || distance > NEAR || distance < 0) return ascii(from).substring(0, length);
    pageOf = readings;
    pageFrom = from;
    pageEnd = Math.min(end, from + PAGE);
    page = latin1Slice.call(buffer.bytes, from, pageEnd);
  }
  return page.substring(from - pageFrom, from - pageFrom + length);
}

/** @param {number} at @param {number} from @param {number} length */
function medium(at, from, length) {
  const last = from + length - 8;
  const a = buffer.view.getInt32(from, true);
  const b = buffer.view.getInt32(from + 8, true);
  const c = buffer.view.getInt32(last, true);
  const d = buffer.view.getInt32(last + 4, true);
  const index = (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35) + (Math.imul(d + length, 0x27d4eb2f) | 0)) >>> 22;
  if (lengths[index] === length && isHeld(index, from, last)) return texts[SHORTS + index];
  return other(at, from, length, index, a, b, c, d);
}

/**
 * Whether the bytes are those of a text that is held. They are compared as doubles; 0 is equal to -0, and so is not
 * taken for an answer, and NaN is never a part of UTF-8.
 *
 * @param {number} index
 * @param {number} from
 * @param {number} last where the last eight bytes begin
 */
function isHeld(index, from, last) {
  const place = index * HELD - from;
  for (let next = from; next < last; next += 8) {
    const word = buffer.view.getFloat64(next, true);
    if (word !== held.getFloat64(place + next, true) || word === 0) return false;
  }
  const word = buffer.view.getFloat64(last, true);
  return word === held.getFloat64(place + last, true) && word !== 0;
}

/** @param {number} at @param {number} from @param {number} length @param {number} first @param {number} a @param {number} b @param {number} c @param {number} d */
function other(at, from, length, first, a, b, c, d) {
  let index = first ^ 1;
  if (lengths[index] === length && isHeld(index, from, from + length - 8)) return texts[SHORTS + index];
  const text = decode(at, from, length);
  if (lengths[first] === ~length && isKey(SHORTS + first, a, b, c, d)) {
    index = first;
  } else if (lengths[index] !== ~length || !isKey(SHORTS + index, a, b, c, d)) {
    turn ^= 1;
    index ^= turn;
    lengths[index] = 0;
  }
  if (lengths[index] === ~length) {
    heldBytes.set(buffer.bytes.subarray(from, from + length), index * HELD);
    texts[SHORTS + index] = text;
    lengths[index] = length;
  } else {
    lengths[index] = ~length;
    setKey(SHORTS + index, a, b, c, d);
  }
  return text;
}

/** @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d */
function isKey(slot, a, b, c, d) {
  const key = slot * 4;
  return keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d;
}

/** @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d */
function setKey(slot, a, b, c, d) {
  const key = slot * 4;
  keys[key] = a;
  keys[key + 1] = b;
  keys[key + 2] = c;
  keys[key + 3] = d;
}

/** 16 bytes as text. @param {number} p */
function ascii(p) {
  return String.fromCharCode(
    buffer.bytes[p], buffer.bytes[p + 1], buffer.bytes[p + 2], buffer.bytes[p + 3], buffer.bytes[p + 4], buffer.bytes[p + 5], buffer.bytes[p + 6], buffer.bytes[p + 7],
    buffer.bytes[p + 8], buffer.bytes[p + 9], buffer.bytes[p + 10], buffer.bytes[p + 11], buffer.bytes[p + 12], buffer.bytes[p + 13], buffer.bytes[p + 14], buffer.bytes[p + 15],
  );
}

/** Reads text of exactly one Unicode scalar. */
export function char() {
  const at = pos;
  const text = string();
  const first = text.codePointAt(0);
  if (first === undefined || text.length !== (first > 0xffff ? 2 : 1)) throw fail("expected one character", at);
  return text;
}
