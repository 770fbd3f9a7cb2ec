// Constructors of ETF: an atom, or a tuple that an atom begins, whose name is a hash. The head that
// is being read is module state, as the input is.

import {
  atomLength, end, fail, memory, moveTo, pos, smallRecord, trace, tupleArity, unexpected,
} from "./etf-input.js";

const buffer = memory;

// The head of the constructor that is being read: its fields, and where its hash starts.
let headFields = 0;
let headHash = 0;
let headStart = 0;
let hash0 = 0;
let hash1 = 0;
let hash2 = 0;

/** Reads the head of a constructor, whichever it is; {@link is} then asks which. */
export function variant() {
  headStart = pos;
  if (buffer.view.getInt16(pos) === 0x770a && pos + 12 <= end) return hash(0, pos + 2);
  if (buffer.bytes[pos] === 104 && buffer.bytes[pos + 1] > 1 && buffer.view.getInt16(pos + 2) === 0x770a && pos + 14 <= end) {
    return hash(buffer.bytes[pos + 1] - 1, pos + 4);
  }
  unusual();
}

/** @param {number} fields @param {number} at where the hash starts */
function hash(fields, at) {
  headFields = fields;
  headHash = at;
  hash0 = buffer.view.getInt32(at);
  hash1 = buffer.view.getInt32(at + 4);
  hash2 = buffer.view.getInt16(at + 8);
  moveTo(at + 10);
}

/** Reads the head of a constructor in another form than we write. */
function unusual() {
  const arity = tupleArity();
  const at = pos;
  const length = arity === 0 ? -1 : atomLength();
  if (length < 0) {
    moveTo(arity < 0 ? headStart : at);
    throw unexpected("a constructor");
  }
  if (length !== 10) throw fail("an atom that is no constructor", at);
  hash(arity < 0 ? 0 : arity - 1, pos);
  if (arity === 1) throw fail("a constructor without fields is an atom, not a tuple", headStart);
}

/**
 * Whether the constructor has this hash (10 characters as three big-endian numbers). One of this
 * hash with another count of fields is refused.
 *
 * @param {number} fields
 * @param {number} h0
 * @param {number} h1
 * @param {number} h2
 * @param {string} labels
 */
export function is(fields, h0, h1, h2, labels) {
  if (hash0 !== h0 || hash1 !== h1 || hash2 !== h2) return false;
  if (headFields !== fields) throw fail(`expected ${fields} fields, got ${headFields}`, headStart);
  if (trace !== null) trace.set(headStart, labels);
  return true;
}

/** The error for a constructor that the type does not have. @param {string} type */
export function unknown(type) {
  const text = String.fromCharCode(...buffer.bytes.subarray(headHash, headHash + 10));
  return fail(`no variant of ${type} is ${text}`, headStart);
}

/**
 * Reads the head of the only constructor of a type.
 *
 * @param {number} fields
 * @param {number} h0
 * @param {number} h1
 * @param {number} h2
 * @param {string} labels
 * @param {string} type
 */
export function record(fields, h0, h1, h2, labels, type) {
  if (smallRecord(fields, h0, h1, h2)) return;
  variant();
  if (!is(fields, h0, h1, h2, labels)) throw unknown(type);
}

/** The wire hash of the constructor that is next. */
export function peekHash() {
  const at = pos;
  variant();
  moveTo(at);
  return String.fromCharCode(...buffer.bytes.subarray(headHash, headHash + 10));
}
