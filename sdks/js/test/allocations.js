// Reads hostile frames and counts what each makes the reader allocate. `hostile.test.js` runs it in a
// process of its own, with a heap in which nothing is collected between two counts.

import * as r from "../src/etf-read.js";
import { CodecError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";

/**
 * Bytes for each byte of a frame. The most are taken by empty lists, one byte each: an array, a place in
 * the one around, the function that reads it; and a refused frame is read twice, for its path.
 */
const PER_BYTE = 400;
/** Bytes for an error with its stack, and what the machine itself does meanwhile. */
const AT_LEAST = 64 << 10;

const decoders = {
  integers: () => r.list(r.i64),
  units: () => r.list(r.nil),
  texts: () => r.list(r.string),
  options: () => r.list(() => r.option(r.f64)),
  nested: () => r.list(() => r.list(() => r.list(r.u8))),
  dict: () => r.dict(r.string, r.u8),
  numbers: () => r.dict(r.i64, () => r.list(r.u8)),
  set: () => r.set(r.string),
  tuple: () => r.tupleOf(r.string, r.bitArray, r.u128),
  text: r.string,
  bytes: r.bitArray,
  number: r.u128,
  float: r.f64,
  atom: r.bool,
};

const u32 = (count) => [count >>> 24, (count >>> 16) & 255, (count >>> 8) & 255, count & 255];
const frames = [];
for (const tag of [105, 108, 109, 111, 116, 77]) {
  for (const count of [20, 1 << 16, 1 << 24, 0xffffffff]) {
    for (const filler of [[], Array(20).fill(97), Array(1000).fill(106)]) frames.push([tag, ...u32(count), ...filler]);
  }
}
for (const head of [[107, 255, 255], [118, 255, 255], [110, 255, 0], [119, 255], [104, 255]]) frames.push(head);
// as many items as there are bytes for
for (const item of [[97, 1], [119, 3, 110, 105, 108], [109, 0, 0, 0, 0], [106], [119, 4, 110, 111, 110, 101], [116, 0, 0, 0, 0]]) {
  for (const count of [1, 2000, 50_000]) {
    const items = Array(count).fill(item).flat();
    frames.push([108, ...u32(count), ...items, 106], [108, ...u32(count), ...items], [116, ...u32(count >> 1), ...items]);
  }
}
frames.push([107, 255, 255, ...Array(65535).fill(7)]);

const total = () => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};
const inputs = frames.map((frame) => new Uint8Array(frame));
const attempt = (decode, input) => {
  r.start(input, 0, defaultLimits);
  try {
    r.located(decode);
    r.finish();
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
  } finally {
    r.stop();
  }
};

const count = (decode, input) => {
  globalThis.gc({ type: "minor" });
  const before = total();
  attempt(decode, input);
  return total() - before;
};

let failed = 0;
for (const round of ["warm", "counted"]) {
  for (const [name, decode] of Object.entries(decoders)) {
    for (const input of inputs) {
      if (round === "warm") {
        attempt(decode, input);
        continue;
      }
      const bound = AT_LEAST + PER_BYTE * input.length;
      let allocated = count(decode, input);
      // What is compiled meanwhile is so once; what a frame takes it takes each time.
      for (let time = 0; time < 2 && allocated > bound; time++) allocated = count(decode, input);
      if (allocated > bound) {
        failed += 1;
        console.log(`${name}: ${allocated} bytes for ${input.length}, which begin with ${input.subarray(0, 8)}`);
      }
    }
  }
}
console.log(`${inputs.length * Object.keys(decoders).length} frames`);
process.exitCode = failed === 0 ? 0 : 1;
