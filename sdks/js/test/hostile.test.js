// Frames that are cut, bent, too deep or too long, and values that no wire can carry: each is refused
// with a CodecError or is a value. `tests/parity` does the same to every type of a contract.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { etf, json } from "../src/index.js";
import { CodecError } from "../src/errors.js";
import * as etfRead from "../src/etf-read.js";
import * as etfWrite from "../src/etf-write.js";
import * as jsonRead from "../src/json-read.js";
import * as jsonWrite from "../src/json-write.js";
import { defaultLimits } from "../src/limits.js";

/** A type with a bit of everything, as one function each. */
const types = {
  etf: (r) => () =>
    r.tupleOf(
      () => r.list(() => r.option(r.string)),
      () => r.dict(r.string, () => r.list(r.u8)),
      () => r.dict(r.i64, r.bool),
      () => r.set(() => r.tupleOf(r.u32, r.bitArray)),
      () => r.result(r.f64, r.u128),
      r.nil,
    ),
  json: (r) => (it) =>
    r.tupleOf(
      it,
      (a) => r.list(a, (b) => r.option(b, r.string)),
      (a) => r.dict(a, r.string, (b) => r.list(b, r.u8)),
      (a) => r.dict(a, r.i64, r.bool),
      (a) => r.set(a, (b) => r.tupleOf(b, r.u32, r.bitArray)),
      (a) => r.result(a, r.f64, r.u128),
      r.nil,
    ),
};
const write = (w) => (it) =>
  w.tupleOf(
    it,
    (a) => w.list(a, (b) => w.option(b, w.string)),
    (a) => w.dict(a, w.string, (b) => w.list(b, w.u8)),
    (a) => w.dict(a, w.i64, w.bool),
    (a) => w.set(a, (b) => w.tupleOf(b, w.u32, w.bitArray)),
    (a) => w.result(a, w.f64, w.u128),
    w.nil,
  );
const value = () => [
  ["a", null, "é🌍 of more than twenty bytes"],
  new Map([["__proto__", [1, 255]], ["k", []]]),
  new Map([[-(2n ** 63n), true], [300n, false]]),
  [[7, new Uint8Array([0, 255])], [4294967295, new Uint8Array()]],
  { ok: true, value: -0 },
  null,
];
const read = {
  etf(input, decode = types.etf(etfRead)) {
    etfRead.start(input, 0, defaultLimits);
    try {
      const found = etfRead.located(decode);
      etfRead.finish();
      return found;
    } finally {
      etfRead.stop();
    }
  },
  json(input, decode = types.json(jsonRead)) {
    jsonRead.start(defaultLimits);
    return decode(JSON.parse(input));
  },
};
const written = {
  etf(it, encode = write(etfWrite)) {
    etfWrite.start(defaultLimits);
    etfWrite.located(encode, it);
    return etfWrite.take();
  },
  json(it, encode = write(jsonWrite)) {
    jsonWrite.start(defaultLimits);
    return encode(it);
  },
};
const writers = { etf: etfWrite, json: jsonWrite };
const endpoint = {
  module: "m",
  name: "f",
  readOnly: false,
  etf: { encode: write(etfWrite), ok: types.etf(etfRead), err: etfRead.string },
  json: { encode: write(jsonWrite), ok: types.json(jsonRead), err: jsonRead.string },
};
const source = { module: "m", type: "m.T", hashes: ["0123456789"], etf: endpoint.etf.ok, json: endpoint.json.ok };
const bytes = (...parts) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
const tagged = (variant, inner) => `{"type":"gleam/result.Result","variant":"${variant}","fields":[${inner}]}`;
const push = `{"kind":"push","protocol_version":"libero-json-v1","module":"m","value":${written.json(value())}}`;
const response = (inner) => `{"kind":"response","protocol_version":"libero-json-v1","request_id":7,"value":${inner}}`;
const rpcError = `{"type":"libero/error.RpcError","variant":"InternalError","fields":{"trace_id":"t","message":"m"}}`;

/** Valid frames of servers; of each what an intact one reads as. */
const frames = [
  [etf, bytes([0, 0, 0, 0, 7, 131, 104, 2, 119, 2], "ok", [104, 2, 119, 2], "ok", written.etf(value())), "reply"],
  [etf, bytes([0, 0, 0, 0, 7, 131, 104, 2, 119, 2], "ok", [104, 2, 119, 5], "error", [109, 0, 0, 0, 1, 120]), "reply"],
  [etf, bytes([0, 0, 0, 0, 7, 131, 104, 2, 119, 5], "error", [119, 17], "malformed_request"), "reply"],
  [
    etf,
    bytes([0, 0, 0, 0, 7, 131, 104, 2, 119, 5], "error", [104, 3, 119, 14], "internal_error", [109, 0, 0, 0, 1, 116, 109, 0, 0, 0, 1, 109]),
    "reply",
  ],
  [etf, bytes([1, 131, 104, 2, 109, 0, 0, 0, 1], "m", [119, 10], "0123456789"), "push"],
  [json, response(tagged("Ok", tagged("Ok", written.json(value())))), "reply"],
  [json, response(tagged("Ok", tagged("Error", '"x"'))), "reply"],
  [json, response(tagged("Error", rpcError)), "reply"],
  [json, '{"kind":"error","protocol_version":"libero-json-v1","request_id":7,"errors":[{"path":"a","message":"b"}]}', "reply"],
  [json, push, "push"],
];

/** What a client makes of a frame: what it is told, or that it is none. */
function receive(codec, frame) {
  try {
    const opened = codec.open(frame, defaultLimits);
    if (opened.kind === "push") {
      return { kind: "push", value: opened.type === "" ? null : codec.pushed(opened.body, { ...source, etf: etfHash }, defaultLimits) };
    }
    return { kind: "reply", id: opened.id, ...codec.reply(opened.body, endpoint, defaultLimits) };
  } catch (error) {
    if (error instanceof CodecError) return { kind: "refused" };
    throw error;
  }
}
const etfHash = () => etfRead.record(0, 0x30313233, 0x34353637, 0x3839, "", "m.T");

test("a frame of a server that is cut anywhere is refused, or is the error of a call", () => {
  for (const [codec, frame, kind] of frames) {
    assert.equal(receive(codec, frame).kind, kind);
    for (let length = 0; length < frame.length; length++) {
      const found = receive(codec, frame.slice(0, length));
      assert.ok(found.kind === "refused" || (found.ok === false && found.error.kind === "decode"), `${length} of ${frame}`);
    }
  }
});

test("a bent bit anywhere in a frame of a server makes another value, or it is refused", () => {
  let values = 0;
  for (const [codec, frame] of frames) {
    const whole = Buffer.from(frame);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bent = Buffer.from(whole);
      bent[bit >> 3] ^= 1 << (bit & 7);
      const found = receive(codec, codec === etf ? new Uint8Array(bent) : bent.toString("utf8"));
      if (found.kind !== "reply" || !found.ok) continue;
      values += 1;
      const name = codec.name;
      const once = written[name](found.value);
      assert.deepEqual(written[name](read[name](once)), once);
    }
  }
  assert.ok(values > 0);
});

test("the depth of a term and of JSON is bounded wherever it is deep", () => {
  const terms = {
    lists: (depth) => [...Array(depth).fill([108, 0, 0, 0, 1]).flat(), 106, ...Array(depth).fill(106)],
    tuples: (depth) => [...Array(depth).fill([104, 1]).flat(), 106],
    "maps as keys": (depth) => [...Array(depth).fill([116, 0, 0, 0, 1]).flat(), 106, ...Array(depth).fill(106)],
  };
  for (const [name, term] of Object.entries(terms)) {
    for (const depth of [600, 100_000]) {
      assert.throws(() => read.etf(new Uint8Array(term(depth))), CodecError, name);
      const frame = bytes([0, 0, 0, 0, 7, 131, 104, 2, 119, 2], "ok", [104, 2, 119, 2], "ok", term(depth));
      assert.equal(receive(etf, frame).error.kind, "decode", name);
    }
  }
  for (const deep of ["[".repeat(50_000) + "]".repeat(50_000), '{"a":'.repeat(50_000) + "1" + "}".repeat(50_000)]) {
    const places = [deep, tagged("Ok", deep), tagged("Error", deep), tagged("Ok", tagged("Ok", deep)), tagged("Ok", tagged("Ok", `[${deep}]`))];
    for (const place of places) assert.equal(receive(json, response(place)).error?.kind, "decode");
    assert.throws(() => json.pushed(JSON.parse(`[${deep}]`), source, defaultLimits), CodecError);
    assert.throws(() => read.json(deep, (it) => jsonRead.set(it, jsonRead.u8)), CodecError);
  }
});

test("a lone surrogate is refused by both codecs, at its place, as a key too", () => {
  // A key that cannot be written cannot be quoted in the path of bytes: there its entry is named.
  const keyPath = { etf: () => [1], json: (key) => [{ key }] };
  const rows = [
    ["\ud800", 0],
    ["\udc00", 3],
    ["\udc00\ud800", 8],
    ["\ud83d\ud83d\ude00", 40],
    ["\ud800\ue000", 300],
  ];
  for (const [name, w] of Object.entries(writers)) {
    for (const [text, before] of rows) {
      for (const lone of ["x".repeat(before) + text, text + "x".repeat(before)]) {
        const at = (path) => (error) => {
          assert.ok(error instanceof CodecError);
          assert.deepEqual(error.segments, path, name);
          assert.match(error.message, /surrogate/);
          return true;
        };
        assert.throws(() => written[name]([["a", lone], new Map(), new Map(), [], { ok: true, value: 0 }, null]), at([0, 1, "fields", 0]));
        assert.throws(() => written[name](new Map([["a", 1], [lone, 2]]), (it) => w.dict(it, w.string, w.u8)), at(keyPath[name](lone)));
        assert.throws(() => written[name]([lone], (it) => w.set(it, w.string)), at([0]));
      }
    }
  }
});

test("names that objects have of their own are keys like any other", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "type", ""];
  const map = new Map(names.map((name, index) => [name, index]));
  for (const [name, w] of Object.entries(writers)) {
    const input = written[name](map, (it) => w.dict(it, w.string, w.u8));
    const decode = { etf: () => etfRead.dict(etfRead.string, etfRead.u8), json: (it) => jsonRead.dict(it, jsonRead.string, jsonRead.u8) };
    const found = read[name](input, decode[name]);
    assert.deepEqual([...found].sort(), [...map].sort());
  }
  assert.equal({}.type, undefined);
  const polluted = '{"__proto__":{"ok":true},"type":"gleam/result.Result","variant":"Ok","fields":[1]}';
  assert.throws(() => read.json(polluted, (it) => jsonRead.result(it, jsonRead.u8, jsonRead.u8)), /unknown/);
});

test("equal values are equal bytes, whatever order they were put together in", () => {
  const texts = ["", "a", "b", "ab", "\uffff", "🌍", "__proto__", "10", "9"];
  const numbers = [0n, -1n, 255n, 256n, -(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n, -300n];
  const orders = [(all) => all, (all) => all.toReversed(), (all) => [...all.slice(3), ...all.slice(0, 3)]];
  for (const [name, w] of Object.entries(writers)) {
    const encode = (it) =>
      w.tupleOf(
        it,
        (a) => w.dict(a, w.string, (b) => w.dict(b, w.i64, w.nil)),
        (a) => w.set(a, (b) => w.set(b, w.string)),
        (a) => w.dict(a, w.bool, w.f64),
      );
    const all = orders.map((order) => {
      const inner = () => new Map(order(numbers).map((number) => [number, null]));
      const sets = [texts, texts.slice(1), []].map(order);
      return [new Map(order(texts).map((text) => [text, inner()])), order(sets), new Map(order([[true, -0], [false, 0]]))];
    });
    const [first, ...others] = all.map((one) => Buffer.from(written[name](one, encode)).toString("latin1"));
    for (const other of others) assert.equal(other, first, name);
  }
});

test("an item of a set is there once, however it is written the second time", () => {
  const entry = (...parts) => [104, 2, ...parts];
  const twice = (one, other) => new Uint8Array([108, 0, 0, 0, 2, ...one, ...other, 106]);
  const [yes, no, none] = ["true", "false", "none"].map((word) => [119, word.length, ...Buffer.from(word)]);
  const r = etfRead;
  const terms = [
    [() => r.tupleOf(r.u8, r.u64), entry(97, 1, 97, 2), entry(98, 0, 0, 0, 1, 110, 1, 0, 2)],
    [() => r.list(r.u8), [107, 0, 1, 7], [108, 0, 0, 0, 1, 97, 7, 106]],
    [() => r.dict(r.bool, r.u8), [116, 0, 0, 0, 2, ...yes, 97, 1, ...no, 97, 2], [116, 0, 0, 0, 2, ...no, 97, 2, ...yes, 97, 1]],
    [r.u64, [97, 1], [98, 0, 0, 0, 1]],
    [() => r.option(r.u8), none, none],
    [r.bitArray, [109, 0, 0, 0, 1, 7], [109, 0, 0, 0, 1, 7]],
  ];
  for (const [item, one, other] of terms) {
    assert.equal(read.etf(new Uint8Array([108, 0, 0, 0, 1, ...one, 106]), () => r.set(item)).length, 1);
    assert.throws(() => read.etf(twice(one, other), () => r.set(item)), /came before/);
  }
  const words = new Uint8Array([108, 0, 0, 0, 2, ...none, 104, 2, 119, 4, ...Buffer.from("some"), 109, 0, 0, 0, 4, ...Buffer.from("null"), 106]);
  assert.deepEqual(read.etf(words, () => r.set(() => r.option(r.string))), [null, "null"]);
  const some = (value) => ["type", "variant", "fields"].map((key, at) => `"${key}":${['"gleam/option.Option"', '"Some"', `[${value}]`][at]}`);
  const turned = `[{${some(1).join()}},{${some(1).reverse().join()}}]`;
  assert.throws(() => read.json(turned, (it) => jsonRead.set(it, (one) => jsonRead.option(one, jsonRead.u8))), /came before/);
  const distinct = `[{${some(1).join()}},{${some(2).join()}}]`;
  assert.equal(read.json(distinct, (it) => jsonRead.set(it, (one) => jsonRead.option(one, jsonRead.u8))).length, 2);
});

test("minus nought stays what it is", () => {
  for (const [name, w] of Object.entries(writers)) {
    const input = written[name]([-0, 0], (it) => w.list(it, w.f64));
    const decode = { etf: () => etfRead.list(etfRead.f64), json: (it) => jsonRead.list(it, jsonRead.f64) };
    const [minus, plus] = read[name](input, decode[name]);
    assert.ok(Object.is(minus, -0) && Object.is(plus, 0), name);
  }
});

test("what a frame can make a reader allocate is a constant times its length", () => {
  const program = fileURLToPath(new URL("allocations.js", import.meta.url));
  // All that is allocated between two collections is counted, so there is none between.
  const flags = ["--expose-gc", "--min-semi-space-size=64", "--max-semi-space-size=64", "--max-old-space-size=128"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program], { encoding: "utf8" });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(stdout, /^\d+ frames/);
});
