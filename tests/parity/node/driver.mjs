// Reads values with the generated SDK and writes them again.
//
// A message is its length (u32, big-endian) and that many bytes. A request is the codec (`E` or `T`
// for ETF, `J` for JSON), the length of the type's name (u16), the name, and the value. A reply is
// `+`, the ETF and (not for `T`) the JSON, each behind its length (u32), or `-` and the reason as
// text; `!` and a stack is a failure of the SDK. A codec in lower case is followed by many values,
// each behind its length, and answered with as many replies, each behind its length.

// Refusals are many here, and a stack for each would take most of the time.
Error.stackTraceLimit = 3;

import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const sdk = resolve(process.argv[2]);
/** @param {string} path @returns {Promise<any>} */
const load = (path) => import(pathToFileURL(resolve(sdk, path)).href);

const [etfCodecs, jsonCodecs, etfRead, etfWrite, jsonRead, jsonWrite, errors, { defaultLimits }] = await Promise.all([
  load("codecs/etf.js"),
  load("codecs/json.js"),
  load("runtime/etf-read.js"),
  load("runtime/etf-write.js"),
  load("runtime/json-read.js"),
  load("runtime/json-write.js"),
  load("runtime/errors.js"),
  load("runtime/limits.js"),
]);

/** @param {Uint8Array} bytes @param {string} name */
function fromEtf(bytes, name) {
  if (bytes[0] !== 131 || bytes[1] === 80) throw new errors.CodecError("not a plain term");
  try {
    etfRead.start(bytes, 1, defaultLimits);
    const value = etfRead.located(etfCodecs[`decode${name}`]);
    etfRead.finish();
    return value;
  } finally {
    etfRead.stop();
  }
}

/** @param {Uint8Array} bytes @param {string} name */
function fromJson(bytes, name) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new errors.CodecError(`not JSON: ${error}`);
  }
  jsonRead.start(defaultLimits);
  return jsonCodecs[`decode${name}`](value);
}

/** @param {any} value @param {string} name */
function toEtf(value, name) {
  etfWrite.start(defaultLimits);
  etfWrite.byte(131);
  etfWrite.located(etfCodecs[`encode${name}`], value);
  return Buffer.from(etfWrite.take());
}

/** @param {any} value @param {string} name */
function toJson(value, name) {
  jsonWrite.start(defaultLimits);
  return Buffer.from(jsonCodecs[`encode${name}`](value), "utf8");
}

/** @param {Buffer} request */
function answer(request) {
  const nameLength = request.readUInt16BE(1);
  const fullName = request.toString("utf8", 3, 3 + nameLength);
  const name = fullName.slice(fullName.lastIndexOf(".") + 1);
  const kind = String.fromCharCode(request[0]);
  const rest = request.subarray(3 + nameLength);
  if (kind === kind.toUpperCase()) return verdict(kind, name, rest);
  const verdicts = [];
  for (let at = 0; at < rest.length; ) {
    const end = at + 4 + rest.readUInt32BE(at);
    verdicts.push(counted(verdict(kind.toUpperCase(), name, rest.subarray(at + 4, end))));
    at = end;
  }
  return Buffer.concat(verdicts);
}

/** @param {string} kind @param {string} name @param {Buffer} value */
function verdict(kind, name, value) {
  const bytes = new Uint8Array(value);
  try {
    const value = kind === "J" ? fromJson(bytes, name) : fromEtf(bytes, name);
    const parts = [Buffer.from("+"), counted(toEtf(value, name))];
    if (kind !== "T") parts.push(counted(toJson(value, name)));
    return Buffer.concat(parts);
  } catch (error) {
    if (!(error instanceof errors.CodecError)) return Buffer.from(`!${error instanceof Error ? error.stack : error}`);
    return Buffer.from(`-${errors.pathText("value", error.segments)}: ${error.message}`);
  }
}

/** @param {Buffer} bytes */
function counted(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

let pending = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  pending = Buffer.concat([pending, chunk]);
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
    const end = 4 + pending.readUInt32BE(0);
    process.stdout.write(counted(answer(pending.subarray(4, end))));
    pending = pending.subarray(end);
  }
}
