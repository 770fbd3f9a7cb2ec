// Reads text of ETF. Short text comes again and again (labels, names, tags), so a table holds what was
// read twice, found by its bytes: a hit makes no string, and a string of the table has its hash ready
// for a Map. The table is small and of a fixed size.

import { end, fail, memory, moveTo, pos, readings } from "./etf-input.js";
import { binaryLength } from "./etf-scalar.js";

const buffer = memory;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** What Node has besides, at half the time: it puts U+FFFD for what is not UTF-8. */
const { latin1Slice, utf8Slice } = globalThis.Buffer?.prototype ?? {};

/** The longest text that four words cover, and the longest that is held at all, in bytes. */
const SHORT = 16;
const HELD = 64;
/** The slots of short texts, and those of others behind them. */
const SHORTS = 2048;
const MEDIUMS = 1024;
const SLOTS = SHORTS + MEDIUMS;
/** @type {string[]} */
const texts = [];
for (let i = 0; i < SLOTS; i++) texts.push("");
/** Of each text its length and four of its words. */
const keys = new Int32Array(SLOTS * 5);
/** The bytes of texts that four words do not cover. */
const held = new DataView(new ArrayBuffer(MEDIUMS * HELD));
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
  const length = binaryLength("String");
  const from = at + 5;
  moveTo(from + length);
  return length <= SHORT ? short(at, from, length) : length <= HELD ? medium(at, from, length) : decode(at, from, length);
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
  const d = buffer.view.getInt32(from + 12, true) & masks[mask + 3];
  const slot =
    (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35) + (Math.imul(d + length, 0x27d4eb2f) | 0)) >>> 21;
  const key = slot * 5;
  if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d && keys[key + 4] === length) {
    return texts[slot];
  }
  return missed(at, from, length, slot, a, b, c, d);
}

/** @param {number} at @param {number} from @param {number} length @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d */
function missed(at, from, length, slot, a, b, c, d) {
  const isAscii = ((a | b | c | d) & 0x80808080) === 0;
  const text = !isAscii ? decode(at, from, length) : length > COPIED ? ascii(from).substring(0, length) : copied(from, length);
  hold(slot, a, b, c, d, length, text);
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
  const last = from + length - 4;
  const a = buffer.view.getInt32(from, true);
  const b = buffer.view.getInt32(from + 8, true);
  const c = buffer.view.getInt32(last - 8, true);
  const d = buffer.view.getInt32(last, true);
  const index =
    (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35) + (Math.imul(d + length, 0x27d4eb2f) | 0)) >>> 22;
  const key = (SHORTS + index) * 5;
  if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d && keys[key + 4] === length) {
    const place = index * HELD - from;
    let next = from + 4;
    while (next < last && held.getInt32(place + next) === buffer.view.getInt32(next)) next += 4;
    if (next >= last) return texts[SHORTS + index];
  }
  return other(at, from, length, index, a, b, c, d);
}

/** @param {number} at @param {number} from @param {number} length @param {number} first @param {number} a @param {number} b @param {number} c @param {number} d */
function other(at, from, length, first, a, b, c, d) {
  const last = from + length - 4;
  let index = first ^ 1;
  let place = index * HELD - from;
  if (isKey(SHORTS + index, a, b, c, d, length)) {
    let next = from + 4;
    while (next < last && held.getInt32(place + next) === buffer.view.getInt32(next)) next += 4;
    if (next >= last) return texts[SHORTS + index];
  }
  const text = decode(at, from, length);
  if (isKey(SHORTS + first, a, b, c, d, ~length)) {
    index = first;
  } else if (!isKey(SHORTS + index, a, b, c, d, ~length)) {
    turn ^= 1;
    index ^= turn;
  }
  if (hold(SHORTS + index, a, b, c, d, length, text)) {
    place = index * HELD - from;
    for (let next = from + 4; next < last; next += 4) held.setInt32(place + next, buffer.view.getInt32(next));
  }
  return text;
}

/** @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d @param {number} length */
function isKey(slot, a, b, c, d, length) {
  const key = slot * 5;
  return keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d && keys[key + 4] === length;
}

/**
 * Holds a text that comes a second time. Of one that was not there before only the key is noted, with its length
 * below zero: most texts that come once are soon garbage, which holding them would prevent.
 *
 * @param {number} slot @param {number} a @param {number} b @param {number} c @param {number} d @param {number} length @param {string} text
 */
function hold(slot, a, b, c, d, length, text) {
  if (isKey(slot, a, b, c, d, ~length)) {
    keys[slot * 5 + 4] = length;
    texts[slot] = text;
    return true;
  }
  const key = slot * 5;
  keys[key] = a;
  keys[key + 1] = b;
  keys[key + 2] = c;
  keys[key + 3] = d;
  keys[key + 4] = ~length;
  return false;
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
