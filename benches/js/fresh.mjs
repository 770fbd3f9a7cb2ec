// Values of the same shape in which no text was seen before, and none is there twice.

import { below } from "./random.mjs";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -";
/** Texts that are variants of an enum, which have no others. */
const VARIANTS = ["level"];

const letter = () => LETTERS[below(LETTERS.length)];

/**
 * A copy with other texts of the same lengths, in bytes too. Keys of dicts stay as they are: peers that make
 * objects of dicts would pay most for new ones, and few programs have them.
 *
 * @param {any} value a typed value
 * @returns {any}
 */
export function fresh(value) {
  if (typeof value === "string") return value.replace(/[ -~]/g, letter);
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, fresh(one)]));
  if (Array.isArray(value)) return value.map(fresh);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, VARIANTS.includes(key) ? one : fresh(one)]));
}
