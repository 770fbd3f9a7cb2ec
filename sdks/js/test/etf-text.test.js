// Texts that were read and written before are kept; none may be taken for another.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../src/etf-read.js";
import * as w from "../src/etf-write.js";
import { defaultLimits } from "../src/limits.js";
import { read, write } from "./etf-values.js";

const textOf = (text) => {
  const body = Buffer.from(text);
  const head = Buffer.from([109, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 1);
  return new Uint8Array(Buffer.concat([head, body]));
};

/** Texts of every length around the borders, that differ from one another in one place. */
function* likeTexts() {
  for (let length = 0; length <= 80; length++) {
    const text = "x".repeat(length);
    yield text;
    yield `${text}\0`;
    for (let at = 0; at < length; at++) yield `${text.slice(0, at)}y${text.slice(at + 1)}`;
    for (const letter of ["é", "€", "🌍"]) yield letter + text;
    for (const letter of ["é", "€", "🌍"]) yield text + letter;
  }
}

test("texts that are alike are told apart, read and written again and again", () => {
  const texts = [...likeTexts()];
  for (const order of [texts, texts.toReversed(), texts]) {
    for (const text of order) {
      const bytes = textOf(text);
      // new, for the second time, and held
      for (const _time of [1, 2, 3]) {
        assert.equal(read(r.string, bytes), text);
        assert.deepEqual(write(w.string, text), bytes);
      }
    }
  }
});

test("texts of a list are told apart, new or not, with what Node has for it and without", async () => {
  const { Buffer } = globalThis;
  delete globalThis.Buffer;
  const plain = await import("../src/etf-text.js?plain").finally(() => (globalThis.Buffer = Buffer));
  const texts = [...likeTexts()];
  const letters = texts.map((_text, index) => String(index));
  for (const list of [texts, letters, ["\ufeff", "\ufffd", "x\ufffd".repeat(20), "é\ufeff"], letters.toReversed()]) {
    const bytes = write((value) => w.list(value, w.string), list);
    for (const string of [r.string, plain.string]) {
      for (const _time of [1, 2, 3]) assert.deepEqual(read(() => r.list(string), bytes), list);
    }
  }
  const input = textOf("x".repeat(30));
  input[20] = 0xff;
  assert.throws(() => read(plain.string, input), /not UTF-8/);
});

test("what was read of one input is no part of the next", () => {
  const list = (from) => Array.from({ length: 100 }, (_, index) => `${from + index}`);
  for (const from of [10_000, 20_000, 30_000]) {
    const bytes = write((value) => w.list(value, w.string), list(from));
    assert.deepEqual(read(() => r.list(r.string), bytes), list(from));
  }
});

test("a text that ends where the buffer ends is written and held", async () => {
  for (const text of ["é".repeat(20), "€".repeat(7), "€".repeat(21), "x".repeat(61)]) {
    // a buffer of its own, which has not grown yet
    const own = await import(`../src/etf-output.js?${text.length}`);
    const bytes = textOf(text);
    const written = (...parts) => {
      own.start(defaultLimits);
      for (const part of parts) (typeof part === "string" ? own.string : own.bitArray)(part);
      return own.take();
    };
    assert.deepEqual(written(text), bytes);
    const fill = new Uint8Array((1 << 20) - 5 - bytes.length);
    assert.deepEqual(written(fill, text).subarray(5 + fill.length), bytes);
    assert.deepEqual(written(text), bytes);
  }
});

test("text that is not UTF-8 is refused at every length, each time", () => {
  for (let length = 1; length <= 80; length++) {
    for (const at of [0, length >> 1, length - 1]) {
      const input = textOf("x".repeat(length));
      input[5 + at] = 0xff;
      for (const _time of [1, 2, 3]) assert.throws(() => read(r.string, input), /not UTF-8/);
    }
  }
});

test("a byte that is not zero is not taken for a zero of a text that is held", () => {
  for (let before = 0; before <= 16; before++) {
    const text = `${"x".repeat(before)}${"\0".repeat(24)}${"x".repeat(16 - before)}`;
    const bytes = textOf(text);
    for (let at = before; at < before + 24; at++) {
      const other = `${text.slice(0, at)}\x01${text.slice(at + 1)}`;
      for (const like of [other, text]) {
        for (const _time of [1, 2, 3]) assert.equal(read(r.string, textOf(like)), like);
      }
      // the sign of a double
      const input = bytes.slice();
      input[5 + at] = 0x80;
      assert.throws(() => read(r.string, input), /not UTF-8/);
    }
  }
});

test("a lone surrogate is refused at every length, each time", () => {
  for (let length = 0; length <= 80; length++) {
    const text = "x".repeat(length);
    for (const lone of [`${text}\ud800`, `\udc00${text}`]) {
      for (const _time of [1, 2, 3]) assert.throws(() => write(w.string, lone), /lone surrogate/);
    }
  }
});

test("what an earlier reading left behind is no part of a shorter input", () => {
  const encode = (value) => {
    w.tuple(8);
    w.head(1, 0x30303030, 0x30303030, 0x3030, "a");
    w.string(value);
    w.unit(0x30303030, 0x30303030, 0x3131);
    w.bool(true);
    w.bool(false);
    w.option(null, w.string);
    w.option("some", w.string);
    w.result({ ok: false, error: 1.5 }, w.string, w.f64);
    w.result({ ok: true, value: null }, w.nil, w.nil);
  };
  const decode = () => {
    r.tuple(8);
    r.record(1, 0x30303030, 0x30303030, 0x3030, "a", "A");
    const text = r.string();
    r.variant();
    if (!r.is(0, 0x30303030, 0x30303030, 0x3131, "")) throw r.unknown("B");
    const values = [r.bool(), r.bool(), r.option(r.string), r.option(r.string)];
    return [text, ...values, r.result(r.string, r.f64), r.result(r.nil, r.nil)];
  };
  const input = write(encode, "some text");
  const value = ["some text", true, false, null, "some", { ok: false, error: 1.5 }, { ok: true, value: null }];
  for (let length = 0; length < input.length; length++) {
    assert.deepEqual(read(decode, input), value);
    assert.throws(() => read(decode, input.slice(0, length)), (error) => error.name === "CodecError", `${length} bytes`);
  }
});

test("an input of any size is read, and the next one after it", () => {
  for (const length of [10, 9_000, 300_000, 20]) {
    const text = "é".repeat(length);
    assert.equal(read(r.string, textOf(text)), text);
  }
});
