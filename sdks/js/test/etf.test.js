import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../src/etf-read.js";
import * as w from "../src/etf-write.js";
import { defaultLimits } from "../src/limits.js";
import { read as readBytes, write } from "./etf-values.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const bytes = (text) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
const read = (decode, text) => readBytes(decode, bytes(text));
const list = (item) => [(value) => w.list(value, item[0]), () => r.list(item[1])];
const int = [w.i64, r.i64];
const text = [w.string, r.string];

test("values are these bytes, both ways", () => {
  const cases = [
    [int, 0n, "6100"],
    [int, 255n, "61ff"],
    [int, 256n, "6200000100"],
    [int, -1n, "62ffffffff"],
    [int, 2n ** 31n - 1n, "627fffffff"],
    [int, -(2n ** 31n), "6280000000"],
    [int, 2n ** 31n, "6e040000000080"],
    [int, -(2n ** 31n) - 1n, "6e040101000080"],
    [int, 2n ** 53n, "6e070000000000000020"],
    [int, 2n ** 63n - 1n, "6e0800ffffffffffffff7f"],
    [int, -(2n ** 63n), "6e08010000000000000080"],
    [[w.u128, r.u128], 2n ** 128n - 1n, `6e1000${"ff".repeat(16)}`],
    [[w.u32, r.u32], 4294967295, "6e0400ffffffff"],
    [[w.f64, r.f64], 1.5, "463ff8000000000000"],
    [[w.f64, r.f64], -0, "468000000000000000"],
    [text, "", "6d00000000"],
    [text, "é🌍", "6d00000006c3a9f09f8c8d"],
    [text, "\u0000", "6d0000000100"],
    [text, "\ufeff", "6d00000003efbbbf"],
    [[w.bitArray, r.bitArray], new Uint8Array([0, 255]), "6d0000000200ff"],
    [[w.bool, r.bool], true, "770474727565"],
    [[w.bool, r.bool], false, "770566616c7365"],
    [[w.nil, r.nil], null, "77036e696c"],
    [list(int), [], "6a"],
    [list(int), [1n], "6c0000000161016a"],
    [[(v) => w.option(v, w.i64), () => r.option(r.i64)], null, "77046e6f6e65"],
    [[(v) => w.option(v, w.i64), () => r.option(r.i64)], 1n, "68027704736f6d656101"],
    [[(v) => w.tupleOf(v, w.i64, w.bool), () => r.tupleOf(r.i64, r.bool)], [1n, true], "68026101770474727565"],
    [
      [(v) => w.result(v, w.i64, w.string), () => r.result(r.i64, r.string)],
      { ok: false, error: "x" },
      "680277056572726f726d0000000178",
    ],
    [
      [(v) => w.dict(v, w.i64, w.bool), () => r.dict(r.i64, r.bool)],
      new Map([[-1n, true], [300n, true]]),
      "740000000262ffffffff770474727565620000012c770474727565",
    ],
  ];
  for (const [[encode, decode], value, expected] of cases) {
    assert.equal(hex(write(encode, value)), expected);
    assert.deepStrictEqual(read(decode, expected), value);
  }
});

test("what a BEAM may send besides is accepted", () => {
  const cases = [
    [() => r.list(r.u8), "6b0003010203", [1, 2, 3]],
    [r.bool, "730474727565", true],
    [r.bool, "76000474727565", true],
    [r.bool, "64000474727565", true],
    [() => r.tupleOf(r.u8), "69000000016101", [1]],
    [r.i64, "6f000000010005", 5n],
    [r.i64, "6e0300050000", 5n],
    [r.f64, "6102", 2],
    [r.f64, `63${Buffer.from("1.50000000000000000000e+00".padEnd(31, "\0")).toString("hex")}`, 1.5],
    [() => r.dict(r.u8, r.u8), "74000000026102610161016102", new Map([[2, 1], [1, 2]])],
  ];
  for (const [decode, input, expected] of cases) assert.deepStrictEqual(read(decode, input), expected, input);
});

test("what does not fit is refused, with its place", () => {
  const cases = [
    [r.i64, "6d00000000", /expected Int, got String/],
    [r.u8, "6200000100", /256 is out of the range of u8/],
    [r.u64, "62ffffffff", /out of the range of u64/],
    [r.u64Number, "6e070000000000000020", /JavaScript number/],
    [r.f64, "6e080001000000000020", /cut short|bytes in/],
    [r.f64, "6e08000100000000002000", /no exact float/],
    [r.f64, "467ff0000000000000", /not finite/],
    [r.string, "6d00000001ff", /not UTF-8/],
    [r.string, "6d000000050000", /5 bytes claimed/],
    [r.char, "6d000000026161", /one character/],
    [() => r.bitArrayOf(3), "6d000000020000", /expected 3 bytes/],
    [() => r.list(r.u8), "6cffffffff6a", /4294967295 items claimed/],
    [() => r.list(r.u8), "6c0000000161016101", /does not end/],
    [() => r.list(r.string), "6b000101", /expected String, got Int/],
    [() => r.dict(r.u8, r.u8), "7400ffffff", /entries claimed/],
    [() => r.dict(r.u8, r.u8), "740000000261016101610161 01", /came before/],
    [() => r.set(r.u8), "6c00000002610161016a", /came before/],
    [() => r.tupleOf(r.u8), "680261016101", /tuple of 1/],
    [() => r.option(r.u8), "77046e6f6e78", /got the atom nonx/],
    [r.nil, "7700", /expected Nil/],
    [r.i64, "610161", /1 bytes after/],
    [r.bool, "50", /expected Bool/],
    [r.i64, "", /cut short/],
    [r.i64, "6fffffffff00", /bytes in/],
  ];
  for (const [decode, input, message] of cases) {
    assert.throws(() => read(decode, input), (error) => error.name === "CodecError" && message.test(error.message), input);
  }
});

test("a failed reading has the path to its place", () => {
  const cases = [
    [() => r.list(r.u8), "6c0000000261016d000000006a", [1]],
    [() => r.list(r.string), "6b000101", [0]],
    [() => r.dict(r.string, r.u8), "7400000001 6d0000000161 6d00000000", [{ key: "a" }]],
    [() => r.tupleOf(r.u8, () => r.list(r.u8)), "680261016c000000016a6a", [1, 0]],
    [() => r.option(() => r.list(r.u8)), "68027704736f6d656c000000016a6a", ["fields", 0, 0]],
    [() => r.dict(r.u8, r.string), "7400000003 6101 6d00000000 6101 6d00000000 6102 61", [1], /came before/],
    [() => r.dict(r.u8, r.u8), "7400000002 6101 6100 6101 6d00000000", [1], /came before/],
  ];
  for (const [decode, input, path, message = /./] of cases) {
    assert.throws(() => read(decode, input), (error) => {
      assert.deepEqual(error.segments, path, input);
      assert.match(error.message, message);
      return true;
    });
  }
});

test("values of other types cannot be written", () => {
  const cases = [
    [w.i64, 1, /expected a bigint/],
    [w.u8, 1n, /expected an integer/],
    [w.u8, 1.5, /the number 1.5/],
    [w.u64, -1n, /out of the range of u64/],
    [w.f64, NaN, /not finite/],
    [w.f32, 1e300, /range of f32/],
    [w.string, "a\udc00", /lone surrogate/],
    [w.string, `${"x".repeat(100)}\ud800`, /lone surrogate/],
    [w.char, "ab", /one character/],
    [w.bitArray, [1], /expected a Uint8Array, got an array/],
    [w.nil, undefined, /expected null/],
    [(v) => w.list(v, w.u8), "x", /expected an array/],
    [(v) => w.dict(v, w.string, w.u8), {}, /expected a Map/],
  ];
  for (const [encode, value, message] of cases) assert.throws(() => write(encode, value), message);
});

test("keys ascend by code point, not by UTF-16 unit", () => {
  const map = new Map([["🌍", 1], ["\uffff", 2], ["b", 3], ["", 4], ["ab", 5]]);
  const again = read(() => r.dict(r.string, r.u8), hex(write((v) => w.dict(v, w.string, w.u8), map)));
  assert.deepEqual([...again.keys()], ["", "ab", "b", "\uffff", "🌍"]);
});

test("a Map in any order is written in that of its keys, and its errors are told in that order", () => {
  const dict = (isNext, key, item) => (value) => {
    const from = w.dictHead(value);
    let last;
    for (const [name, it] of value) {
      if (!isNext(last, name)) return w.inOrder(value, from, key, item);
      key(name);
      item(it);
      last = name;
    }
  };
  const numbers = dict(w.isNext, w.u8, w.u8);
  const texts = dict(w.isNextText, w.string, w.u8);
  const both = "7400000002610161026103610 4";
  for (const entries of [[[1, 2], [3, 4]], [[3, 4], [1, 2]]]) assert.equal(hex(write(numbers, new Map(entries))), both.replaceAll(" ", ""));
  for (const [encode, entries, path] of [
    [numbers, [[3, "x"], [1, 2]], [1]],
    [numbers, [[1, 2], [3, "x"]], [1]],
    [texts, [["b", "x"], ["a", 2]], [{ key: "b" }]],
    [texts, [["b", 1], [null, 2]], [1]],
    [texts, [["b", 1], [7, 2], ["a", 1]], []],
  ]) {
    assert.throws(() => write(encode, new Map(entries)), (error) => {
      assert.equal(error.name, "CodecError");
      if (path.length > 0) assert.deepEqual(error.segments, path);
      return true;
    });
  }
});

test("lists inside lists cannot all claim the same bytes", () => {
  const size = 4096;
  const input = new Uint8Array(size).fill(106);
  const view = new DataView(input.buffer);
  for (let at = 0; at < 50; at += 5) {
    input[at] = 108;
    view.setUint32(at + 1, size - at - 5);
  }
  const nested = () => r.list(nested);
  r.start(input, 0, defaultLimits);
  assert.throws(() => r.located(nested), (error) => {
    assert.match(error.message, /items claimed/);
    assert.equal(error.offset, 5);
    return true;
  });
  // one item a byte is the most that there can be, and is read
  const honest = `6c 00000003 ${"6c 00000001 6a 6a".repeat(3)} 6a`;
  assert.deepEqual(read(() => r.list(() => r.list(nested)), honest), [[[]], [[]], [[]]]);
});
