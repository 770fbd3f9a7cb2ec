// The ranges of integers.

/** @type {Record<string, readonly [bigint, bigint]>} */
export const bigRanges = {
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u64: [0n, 2n ** 64n - 1n],
  i128: [-(2n ** 127n), 2n ** 127n - 1n],
  u128: [0n, 2n ** 128n - 1n],
};
