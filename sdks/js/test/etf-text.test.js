// Texts that were read and written before are kept; none may be taken for another.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../src/etf-read.js";
import * as w from "../src/etf-write.js";
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
      assert.equal(read(r.string, bytes), text);
      assert.equal(read(r.string, bytes), text);
      assert.deepEqual(write(w.string, text), bytes);
      assert.deepEqual(write(w.string, text), bytes);
    }
  }
});

test("text that is not UTF-8 is refused at every length, each time", () => {
  for (let length = 1; length <= 80; length++) {
    for (const at of [0, length >> 1, length - 1]) {
      const input = textOf("x".repeat(length));
      input[5 + at] = 0xff;
      for (const _time of [1, 2]) assert.throws(() => read(r.string, input), /not UTF-8/);
    }
  }
});

test("a lone surrogate is refused at every length, each time", () => {
  for (let length = 0; length <= 80; length++) {
    const text = "x".repeat(length);
    for (const lone of [`${text}\ud800`, `\udc00${text}`]) {
      for (const _time of [1, 2]) assert.throws(() => write(w.string, lone), /lone surrogate/);
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
