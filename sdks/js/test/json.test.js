import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../src/json-read.js";
import * as w from "../src/json-write.js";
import { defaultLimits } from "../src/limits.js";

const read = (decode, text) => {
  r.start(defaultLimits);
  return decode(JSON.parse(text));
};
const some = (inner) => `{"type":"gleam/option.Option","variant":"Some","fields":[${inner}]}`;
const none = '{"type":"gleam/option.Option","variant":"None","fields":{}}';

test("values are this text, both ways", () => {
  const cases = [
    [w.i64, r.i64, 2n ** 53n - 1n, "9007199254740991"],
    [w.i64, r.i64, 2n ** 53n, '"9007199254740992"'],
    [w.i128, r.i128, -(2n ** 127n), `"-${2n ** 127n}"`],
    [w.i64Number, r.i64Number, -5, "-5"],
    [w.f64, r.f64, 2, "2.0"],
    [w.f64, r.f64, -0, "-0.0"],
    [w.f64, r.f64, 1e300, "1e+300"],
    [w.string, r.string, "é\"🌍", '"é\\"🌍"'],
    [w.nil, r.nil, null, "null"],
    [w.bitArray, r.bitArray, new Uint8Array([255, 254]), '{"encoding":"base64url","data":"__4="}'],
    [(v) => w.option(v, w.bool), (v) => r.option(v, r.bool), null, none],
    [(v) => w.option(v, w.bool), (v) => r.option(v, r.bool), true, some("true")],
    [(v) => w.dict(v, w.string, w.u8), (v) => r.dict(v, r.string, r.u8), new Map([["__proto__", 1], ["a", 2]]), '{"__proto__":1,"a":2}'],
    [(v) => w.dict(v, w.u8, w.u8), (v) => r.dict(v, r.u8, r.u8), new Map([[2, 1], [10, 1]]), "[[2,1],[10,1]]"],
    [(v) => w.set(v, w.u8), (v) => r.set(v, r.u8), [10, 9], "[10,9]"],
    [
      (v) => w.result(v, w.u8, w.nil),
      (v) => r.result(v, r.u8, r.nil),
      { ok: true, value: 3 },
      '{"type":"gleam/result.Result","variant":"Ok","fields":[3]}',
    ],
  ];
  for (const [encode, decode, value, text] of cases) {
    w.start(defaultLimits);
    assert.equal(encode(value), text);
    assert.deepStrictEqual(read(decode, text), value);
  }
});

test("what does not fit is refused", () => {
  const cases = [
    [r.i64, "9007199254740993", /must be text/],
    [r.i64, '"5"', /is a number, not text/],
    [r.i64, '"1e9"', /no integer/],
    [r.i64, '"9223372036854775808"', /out of the range of i64/],
    [r.i64Number, '"9007199254740992"', /JavaScript number/],
    [r.u8, '"1"', /expected Int, got String/],
    [r.u8, "1.5", /expected Int, got Float/],
    [r.u8, "256", /out of the range of u8/],
    [r.f64, "1e999", /not finite/],
    [r.string, '"\\ud800"', /lone surrogate/],
    [r.bitArray, '{"encoding":"base64url","data":"_-4"}', /padded/],
    [r.bitArray, '{"encoding":"base64url","data":"__5="}', /stray bits/],
    [r.bitArray, '{"encoding":"base64","data":""}', /base64url/],
    [(v) => r.option(v, r.u8), "null", /expected gleam\/option.Option, got Nil/],
    [(v) => r.option(v, r.u8), '{"type":"gleam/option.Option","variant":"None","fields":{},"x":1}', /unknown `x`/],
    [(v) => r.option(v, r.u8), '{"type":"gleam/option.Option","variant":"None","fields":[]}', /object of fields/],
    [(v) => r.option(v, r.u8), '{"type":"gleam/option.Option","variant":"Any","fields":[]}', /no variant/],
    [(v) => r.set(v, r.u8), "[1,1]", /came before/],
    [(v) => r.dict(v, r.u8, r.u8), "[[1,1],[1,2]]", /came before/],
    [(v) => r.dict(v, r.u8, r.u8), "[[1]]", /pair/],
    [(v) => r.list(v, r.u8), `[${"1,".repeat(16384)}1]`, /more than 16384/],
  ];
  for (const [decode, text, message] of cases) {
    assert.throws(() => read(decode, text), (error) => error.name === "CodecError" && message.test(error.message), text.slice(0, 80));
  }
});

test("depth is bounded", () => {
  const nested = (value) => r.list(value, nested);
  read(nested, "[".repeat(100) + "]".repeat(100));
  assert.throws(() => read(nested, "[".repeat(1000) + "]".repeat(1000)), /deeper than 128/);
});
