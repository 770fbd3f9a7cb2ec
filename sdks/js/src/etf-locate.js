// Finds the path to a place in ETF bytes. Works on what was read (or written) up to that place,
// which is well formed, so that neither readers nor writers keep a path while all is well.

/** @import { Segment } from "./errors.js" */

/**
 * The path from the term at `from` to the term that holds byte `target`.
 *
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} target
 * @param {Map<number, string>} labels names of fields, joined by commas, by the start of the constructor
 * @returns {Segment[]}
 */
export function locate(bytes, from, target, labels) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {Segment[]} */
  const path = [];
  let at = from;
  while (at < target) {
    const tag = bytes[at];
    let child = -1;
    if (tag === 104 || tag === 105) child = intoTuple();
    else if (tag === 108) child = into(at + 5, view.getUint32(at + 1), (index) => [index]);
    else if (tag === 116) child = intoDict();
    else if (tag === 107 && target >= at + 3) path.push(target - at - 3);
    if (child < 0) break;
    at = child;
  }
  return path;

  /**
   * @param {number} first
   * @param {number} count
   * @param {(index: number) => Segment[]} name
   */
  function into(first, count, name) {
    let place = first;
    for (let index = 0; index < count && place <= target; index++) {
      const next = place === target ? Infinity : skip(place);
      if (target < next) {
        path.push(...name(index));
        return place;
      }
      place = next;
    }
    return -1;
  }

  function intoTuple() {
    const start = at;
    const large = bytes[at] === 105;
    const arity = large ? view.getUint32(at + 1) : bytes[at + 1];
    const first = at + (large ? 5 : 2);
    const names = labels.get(start);
    const tag = names === undefined ? wrapper(first) : true;
    if (!tag) return into(first, arity, (index) => [index]);
    if (target < skip(first)) return -1;
    const split = names ? names.split(",") : [];
    return into(skip(first), arity - 1, (index) => ["fields", split[index] ?? index]);
  }

  /** Whether the tuple is `{some, _}`, `{ok, _}` or `{error, _}`. @param {number} first */
  function wrapper(first) {
    const text = bytes[first] === 119 ? String.fromCharCode(...bytes.subarray(first + 2, skip(first))) : "";
    return text === "some" || text === "ok" || text === "error";
  }

  function intoDict() {
    const count = view.getUint32(at + 1);
    let place = at + 5;
    for (let index = 0; index < count && place <= target; index++) {
      const value = place === target ? Infinity : skip(place);
      if (target < value) {
        path.push(index);
        return -1;
      }
      const next = value === target ? Infinity : skip(value);
      if (target < next) {
        path.push(bytes[place] === 109 ? { key: new TextDecoder().decode(bytes.subarray(place + 5, value)) } : index);
        return value;
      }
      place = next;
    }
    return -1;
  }

  /**
   * The end of the term at `place`; past the input where the term is not whole.
   *
   * @param {number} place
   * @returns {number}
   */
  function skip(place) {
    if (place >= target) return Infinity;
    const u16 = () => (place + 3 <= bytes.length ? view.getUint16(place + 1) : Infinity);
    const u32 = () => (place + 5 <= bytes.length ? view.getUint32(place + 1) : Infinity);
    switch (bytes[place]) {
      case 97: return place + 2;
      case 98: return place + 5;
      case 70: return place + 9;
      case 99: return place + 32;
      case 106: return place + 1;
      case 110: return place + 3 + bytes[place + 1];
      case 111: return place + 6 + u32();
      case 109: return place + 5 + u32();
      case 107: return place + 3 + u16();
      case 115: case 119: return place + 2 + bytes[place + 1];
      case 100: case 118: return place + 3 + u16();
      case 104: return skipMany(place + 2, bytes[place + 1]);
      case 105: return skipMany(place + 5, u32());
      case 108: return skipMany(place + 5, u32()) + 1;
      case 116: return skipMany(place + 5, u32() * 2);
      default: return Infinity;
    }
  }

  /**
   * @param {number} place
   * @param {number} count
   */
  function skipMany(place, count) {
    for (let i = 0; i < count && place <= target; i++) place = skip(place);
    return place;
  }
}
