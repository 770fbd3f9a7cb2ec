// The order of dict keys on the wire, which is Erlang's.

/**
 * Text by UTF-8 bytes, which is by code point; `<` compares UTF-16 units, and puts U+FFFF after
 * an emoji.
 *
 * @param {string} a
 * @param {string} b
 */
export function byText(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above the rest of the basic plane. @param {number} unit */
function rank(unit) {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/**
 * Numbers, bigints and bools, ascending.
 *
 * @param {any} a
 * @param {any} b
 */
export function byNumber(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {string} text */
export function isWellFormed(text) {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * What tells the items of a set apart: the same for equal items, however their bytes were written.
 *
 * @param {unknown} item
 */
export function keyOf(item) {
  if (typeof item !== "object" || item === null) return item;
  return JSON.stringify(item, (_, part) =>
    typeof part === "bigint" ? String(part) : part instanceof Map ? [...part].sort() : part);
}
