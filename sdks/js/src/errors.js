// What can go wrong, as values.

/** @import { CallError } from "./types.js" */

/**
 * A step into a value: text for a field, a number for an item, `{ key }` for what a dict has there.
 *
 * @typedef {string | number | { key: string }} Segment
 */

/**
 * A value that does not fit its type, or bytes that are no such value. `segments` is the way from
 * the root to the place.
 */
export class CodecError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "CodecError";
    /** @type {Segment[]} */
    this.segments = [];
    /** The place in the input or output, in bytes; -1 where there is none. */
    this.offset = -1;
  }
}

/** What `.orThrow()` throws: an Error that carries the error of the call. */
export class LiberoError extends Error {
  /** @param {CallError<unknown>} error */
  constructor(error) {
    super(describe(error));
    this.name = "LiberoError";
    this.error = error;
    this.kind = error.kind;
  }
}

/**
 * @param {CallError<unknown>} error
 * @returns {string}
 */
function describe(error) {
  if (error.kind !== "domain") return `${error.kind}: ${error.message}`;
  const { error: inner } = error;
  if (typeof inner === "string") return `domain: ${inner}`;
  const type = inner !== null && typeof inner === "object" && "type" in inner ? inner.type : "error";
  return `domain: ${String(type)}`;
}

/** The message of what was thrown. @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** How many steps of a path are shown: of a longer one its start and its end. */
const SHOWN_FIRST = 20;
const SHOWN_LAST = 10;

/**
 * The path of an error as text: `value.fields.comments[3].fields.author`. The middle of a long one,
 * as a value that holds itself has, is `…`.
 *
 * @param {string} root
 * @param {readonly Segment[]} segments
 */
export function pathText(root, segments) {
  const steps = segments.map(stepText);
  const hidden = steps.length - SHOWN_FIRST - SHOWN_LAST;
  if (hidden > 0) steps.splice(SHOWN_FIRST, hidden, "…");
  return root + steps.join("");
}

/** @param {Segment} segment */
function stepText(segment) {
  if (typeof segment === "number") return `[${segment}]`;
  if (typeof segment === "object") return `[${JSON.stringify(segment.key)}]`;
  if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(segment)) return `.${segment}`;
  return `[${JSON.stringify(segment)}]`;
}

/**
 * What a JavaScript value is called in a message.
 *
 * @param {unknown} value
 */
export function nameOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Map) return "a Map";
  if (value instanceof Uint8Array) return "a Uint8Array";
  if (typeof value === "number" && !Number.isInteger(value)) return `the number ${value}`;
  if (typeof value === "object") return "an object";
  return typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}
