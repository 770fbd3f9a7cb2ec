// The generated SDK's ETF as a call uses it: bytes to typed values, and back.

const sdk = new URL("../payloads/generated/sdk/", import.meta.url);
const [codecs, r, w, { defaultLimits }] = await Promise.all(
  ["codecs/etf.js", "runtime/etf-read.js", "runtime/etf-write.js", "runtime/limits.js"].map((path) => import(new URL(path, sdk).href)),
);

/** @param {string} verb @returns {Record<string, any>} */
const those = (verb) =>
  Object.fromEntries(
    Object.entries(codecs)
      .filter(([name]) => name.startsWith(verb))
      .map(([name, code]) => [name.slice(verb.length), code]),
  );
export const encoders = those("encode");
export const decoders = those("decode");

/** @param {() => any} decode @param {Uint8Array} data */
export function read(decode, data) {
  r.start(data, 1, defaultLimits);
  const value = r.located(decode);
  r.finish();
  r.stop();
  return value;
}

/** @param {(value: any) => void} encode @param {any} value @returns {Uint8Array} */
export function write(encode, value) {
  w.start(defaultLimits);
  w.byte(131);
  w.located(encode, value);
  return w.take();
}
