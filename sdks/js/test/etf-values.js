// One value with a writer or reader of ETF, as the codec calls them.

import * as r from "../src/etf-read.js";
import * as w from "../src/etf-write.js";
import { defaultLimits } from "../src/limits.js";

export function write(encode, value) {
  w.start(defaultLimits);
  w.located(encode, value);
  return w.take();
}

export function read(decode, input) {
  r.start(input, 0, defaultLimits);
  try {
    const value = r.located(decode);
    r.finish();
    return value;
  } finally {
    r.stop();
  }
}
