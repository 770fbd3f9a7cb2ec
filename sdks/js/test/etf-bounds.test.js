// Values at the bounds: as deep as the limit, and larger than the buffers that are kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as r from "../src/etf-read.js";
import * as w from "../src/etf-write.js";
import { defaultLimits } from "../src/limits.js";
import { read, write } from "./etf-values.js";

// `enum Tree { Leaf, Node { left: Tree } }`, as its functions are generated
const LEAF = [0x30303030, 0x30303030, 0x3030];
const NODE = [0x31313131, 0x31313131, 0x3131];
const encodeTree = (value) => {
  if (w.tagOf(value, "Tree") === "Leaf") return w.unit(...LEAF);
  w.head(1, ...NODE, "left");
  w.enter();
  encodeTree(value.left);
  w.leave();
};
const decodeTree = () => {
  r.variant();
  if (r.is(0, ...LEAF, "")) return { type: "Leaf" };
  if (!r.is(1, ...NODE, "left")) throw r.unknown("m.Tree");
  r.enter();
  const value = { type: "Node", left: decodeTree() };
  r.leave();
  return value;
};
const tree = (depth) => {
  let value = { type: "Leaf" };
  for (let i = 0; i < depth; i++) value = { type: "Node", left: value };
  return value;
};
const termOf = (depth) => new Uint8Array(Buffer.concat([Buffer.from("h\x02w\x0a1111111111".repeat(depth)), Buffer.from("w\x0a0000000000")]));

test("constructors with fields are levels of a recursive type, and units are none", () => {
  const limit = defaultLimits.maxEtfDepth;
  for (const depth of [0, 1, limit]) {
    assert.deepEqual(Buffer.from(write(encodeTree, tree(depth))), Buffer.from(termOf(depth)));
    let [node, levels] = [read(decodeTree, termOf(depth)), 0];
    for (; node.type === "Node"; node = node.left) levels += 1;
    assert.equal(levels, depth);
  }
  const attempts = [() => write(encodeTree, tree(limit + 1)), () => read(decodeTree, termOf(limit + 1))];
  for (const attempt of attempts) {
    assert.throws(attempt, (error) => {
      assert.equal(error.message, `deeper than ${limit}`);
      assert.deepEqual(error.segments, Array(limit).fill(["fields", "left"]).flat());
      return true;
    });
  }
  // what was refused leaves no level behind
  assert.deepEqual(read(decodeTree, write(encodeTree, tree(limit))), tree(limit));
});

test("buffers grow beyond what is kept of them, and small values are right behind large ones", () => {
  const MIB = 1 << 20;
  const encode = (value) => {
    w.tuple(4);
    w.list(value.numbers, w.f64);
    w.bitArray(value.bytes);
    w.dict(value.texts, w.string, w.i64);
    w.list(value.flags, w.bool);
  };
  const decode = () => {
    r.tuple(4);
    return { numbers: r.list(r.f64), bytes: r.bitArray(), texts: r.dict(r.string, r.i64), flags: r.list(r.bool) };
  };
  // `count` of each kind; no two values of one list are alike, so none can stand in for another
  const valueOf = (count) => ({
    numbers: Array.from({ length: count }, (_, i) => i + 0.25),
    bytes: Uint8Array.from({ length: count }, (_, i) => (i * 7) % 251),
    texts: new Map(Array.from({ length: count }, (_, i) => [`text ${String(i).padStart(7, "0")} é`, BigInt(i) << 30n])),
    flags: Array.from({ length: count }, (_, i) => i % 3 === 0),
  });
  const small = valueOf(3);
  const smallBytes = write(encode, small);
  const sizes = [];
  for (const count of [3, 20_000, 30_000, 2, 60_000, 0, 20_000]) {
    const value = valueOf(count);
    const bytes = write(encode, value);
    sizes.push(bytes.length);
    assert.deepEqual(read(decode, bytes), value, `${count} of each`);
    assert.deepEqual(write(encode, small), smallBytes);
    assert.deepEqual(read(decode, smallBytes), small);
    for (const length of [0, 1, smallBytes.length - 1]) {
      assert.throws(() => read(decode, smallBytes.slice(0, length)), { name: "CodecError" });
    }
  }
  assert.ok(Math.max(...sizes) > 2 * MIB && sizes.filter((size) => size > MIB).length >= 2, `${sizes}`);
});

test("a short text ends an input of any length around that of the buffer", () => {
  const encode = ([bytes, text]) => {
    w.tuple(3);
    w.bitArray(bytes);
    w.bitArray(bytes.subarray(0, 99));
    w.string(text);
  };
  const decode = () => {
    r.tuple(3);
    return [r.bitArray(), r.bitArray().length, r.string()];
  };
  for (let length = (1 << 20) - 2; length <= (1 << 20) + 66; length++) {
    const bytes = new Uint8Array(length - 118).fill(length);
    const input = write(encode, [bytes, "ab"]);
    assert.equal(input.length, length);
    const [found, other, text] = read(decode, input);
    assert.ok(Buffer.from(found).equals(bytes), `${length}`);
    assert.deepEqual([other, text], [99, "ab"]);
    assert.throws(() => read(decode, input.subarray(0, length - 1)), { name: "CodecError" });
  }
});

test("counts that no input can hold are refused, those that look negative too", () => {
  for (const [tag, what, read_] of [[108, "items", () => r.list(r.nil)], [116, "entries", () => r.dict(r.string, r.nil)]]) {
    for (const count of [2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
      const input = new Uint8Array([tag, 0, 0, 0, 0, 106, 106, 106]);
      new DataView(input.buffer).setUint32(1, count);
      assert.throws(() => read(read_, input), { message: `${count} ${what} claimed, 3 bytes left`, offset: 0 });
    }
  }
});

test("no text is longer than the limit, short or not, new or held", () => {
  for (const limit of [0, 14, 15, 16, 63, 64, 65]) {
    const limits = { ...defaultLimits, maxStringBytes: limit };
    for (const length of [limit - 1, limit, limit + 1].filter((length) => length >= 0)) {
      const input = new Uint8Array(Buffer.from(`m\0\0\0${String.fromCharCode(length)}${"x".repeat(length)}`, "latin1"));
      for (const _time of [1, 2, 3]) {
        assert.equal(read(r.string, input), "x".repeat(length));
        r.start(input, 0, limits);
        if (length <= limit) assert.equal(r.located(r.string), "x".repeat(length));
        else assert.throws(() => r.located(r.string), { message: `longer than ${limit} bytes` });
        r.stop();
      }
    }
  }
});

test("a number that is cut short is not made whole by what was read before", () => {
  for (const bytes of [[97, 7], [98, 0, 1, 2, 3], [110, 3, 0, 1, 2, 3]]) {
    const input = new Uint8Array(bytes);
    for (const integer of [r.i64, r.i64Number, r.u64Number, r.u32]) {
      read(integer, input);
      for (let length = 0; length < input.length; length++) {
        assert.throws(() => read(integer, input.subarray(0, length)), { name: "CodecError", offset: 0 }, `${bytes} cut to ${length}`);
      }
    }
  }
});
