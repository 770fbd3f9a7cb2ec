// Bounds on what comes from outside; a codec is made with its own where these do not do.

/** @import { Limits } from "./types.js" */

/** @type {Readonly<Limits>} */
export const defaultLimits = Object.freeze({
  maxBytes: 1 << 20,
  maxJsonDepth: 128,
  maxEtfDepth: 512,
  maxJsonItems: 16384,
  maxStringBytes: 1 << 20,
});
