// Every kind of type, written and read again by a generated SDK, in both codecs; no server.
import assert from "node:assert/strict";
import { connect, delete_, loadAll, loadTask, watchBoardEvent } from "./sdk/index.js";
import * as etfFunctions from "./sdk/codecs/etf.js";
import * as jsonFunctions from "./sdk/codecs/json.js";
import * as etfRead from "./sdk/runtime/etf-read.js";
import * as etfWrite from "./sdk/runtime/etf-write.js";
import * as jsonRead from "./sdk/runtime/json-read.js";
import * as jsonWrite from "./sdk/runtime/json-write.js";
import { defaultLimits } from "./sdk/runtime/limits.js";

const task = {
  id: 2n ** 64n - 1n,
  title: "Grüße 🌍 \u0000",
  status: "Waiting",
  tags: ["a", "", "x".repeat(300)],
  due: null,
  thumbnail: new Uint8Array([0, 255, 62]),
};
const tree = { type: "Node", values: [{ type: "Leaf" }, { type: "Node", values: [{ type: "Leaf" }, { type: "Leaf" }] }] };
const everything = {
  ints: {
    i8: -128, i16: -32768, i32: -2147483648, i64: -(2n ** 63n), i128: -(2n ** 127n),
    u8: 255, u16: 65535, u32: 4294967295, u64: 2n ** 53n, u128: 2n ** 128n - 1n,
  },
  scalars: {
    f64: -0, f32: Math.fround(0.1), flag: true, nothing: null, letter: "🌍",
    bytes: new Uint8Array([1, 2]), "a-b": "x", ["__proto__"]: "y", class: "z",
  },
  containers: {
    by_text: new Map([["", 1n], ["__proto__", 2n], ["\uffff", 3n], ["🌍", 4n]]),
    by_int: new Map([[-5n, "Open"], [7n, "Closed"]]),
    by_bool: new Map([[false, 0.5], [true, 1]]),
    by_status: new Map([["Open", "o"], ["Closed", "c"], ["Waiting", "w"]]),
    set: [3, 5],
    task_set: [[1n, "a"], [1n, "b"]],
    array: ["a", "b"],
    tuple: [1n, "x"],
    result: { ok: false, error: { type: "Circle", radius: 1.5 } },
    nested: { some: null },
    unit: { some: null },
    options: [true, null, false],
  },
  shapes: [
    { type: "Empty" }, { type: "Circle", radius: 2 }, { type: "Named", value: "n" },
    { type: "Rect", values: [1, 2.5] }, { type: "Typed", type_: -1n, value: false },
  ],
  tree,
  meters: 1e300,
  maybe: { value: null },
  marker: {},
  forest: [[], [[]]],
  atlas: new Map([["a", new Map()]]),
  generics: {
    tasks: { items: [task], first: { some: task }, next: "n" },
    maybes: { items: [1n, null], first: { some: null }, next: null },
    solid: { inner: 3 },
    by_text: { counts: new Map([["a", 1n], ["b", 2n]]) },
    by_status: { counts: new Map([["Open", 1n], ["Closed", 2n], ["Waiting", 3n]]) },
    rows: [[1n], []],
  },
  map: { tiles: [new Uint8Array(0)] },
};

const etf = (value) => {
  etfWrite.start(defaultLimits);
  etfWrite.located(etfFunctions.encodeEverything, value);
  return etfWrite.take();
};
const fromEtf = (bytes) => {
  etfRead.start(bytes, 0, defaultLimits);
  const value = etfRead.located(etfFunctions.decodeEverything);
  etfRead.finish();
  return value;
};
const json = (value) => {
  jsonWrite.start(defaultLimits);
  return jsonFunctions.encodeEverything(value);
};
const fromJson = (text) => {
  jsonRead.start(defaultLimits);
  return jsonFunctions.decodeEverything(JSON.parse(text));
};

const sameKeys = (a, b) => assert.deepEqual([...a].sort(), [...b].sort());
for (const [write, read] of [[etf, fromEtf], [json, fromJson]]) {
  const again = read(write(everything));
  assert.deepStrictEqual(again, everything);
  assert.ok(Object.is(again.scalars.f64, -0));
  assert.deepEqual(write(again), write(everything));
  // equal values are equal bytes, whatever the order of a Map
  const turned = structuredClone(everything);
  turned.containers.by_text = new Map([...everything.containers.by_text].reverse());
  turned.containers.by_status = new Map([...everything.containers.by_status].reverse());
  turned.generics.by_status.counts = new Map([...everything.generics.by_status.counts].reverse());
  turned.containers.task_set.reverse();
  turned.scalars = everything.scalars;
  assert.deepEqual(write(turned), write(everything));
  sameKeys(again.containers.by_text.keys(), everything.containers.by_text.keys());
}

// Errors have paths, the same in both codecs
const wrongs = [
  [(v) => (v.ints.u8 = 256), "ints.u8", "256 is out of the range of u8"],
  [(v) => (v.ints.u64 = 7), "ints.u64", "expected a bigint (u64), got a number"],
  [(v) => (v.containers.tuple[1] = 3), "containers.tuple[1]", "expected a string, got a number"],
  [(v) => (v.generics.tasks.items[0].tags[1] = "\ud800"), "generics.tasks.items[0].tags[1]", "text with a lone surrogate"],
  [(v) => v.containers.by_text.set("bad key", 1), 'containers.by_text["bad key"]', "expected a bigint (i64), got a number"],
  [(v) => (v.shapes[1].type = "Nope"), "shapes[1]", 'no variant of Shape is "Nope"'],
  [(v) => delete v.containers.nested, "containers.nested", "expected { some } or null, got undefined"],
  [(v) => (v.generics = 5), "generics", "expected Generics, got a number"],
  [(v) => (v.containers.set = [1, 1]), "containers.set[1]", "an item that came before"],
];
const labels = new Set(Object.keys({ ...everything, ...everything.ints, ...everything.containers, ...everything.generics, ...everything.generics.tasks, ...task }));
for (const [spoil, path, message] of wrongs) {
  const value = structuredClone(everything);
  value.scalars = everything.scalars;
  spoil(value);
  for (const codec of ["etf", "json"]) {
    const client = connect({ url: "http://127.0.0.1:9", codec });
    const r = await delete_({ value }, { client });
    assert.equal(r.ok, false);
    const expected = path.replace(/(^|\.)(\w+)/g, (all, dot, name) => (labels.has(name) ? `${dot}fields.${name}` : all));
    assert.deepEqual(r.error, { kind: "malformed", message, path: `message.fields.value.${expected}` }, codec);
    client.close();
  }
}

// Deep values are refused, not overflown
let deep = { type: "Leaf" };
for (let i = 0; i < 10_000; i++) deep = { type: "Node", values: [deep, { type: "Leaf" }] };
for (const codec of ["etf", "json"]) {
  const client = connect({ url: "http://127.0.0.1:9", codec });
  const r = await delete_({ value: { ...everything, tree: deep } }, { client });
  assert.equal(r.error.kind, "malformed");
  assert.match(r.error.message, /^deeper than/);
  client.close();
}

// Truncated and flipped bytes never throw anything but a codec error
const whole = etf(everything);
const text = json(everything);
for (let length = 0; length < whole.length; length++) {
  assert.throws(() => fromEtf(whole.slice(0, length)), { name: "CodecError" });
}
for (let at = 0; at < whole.length; at++) {
  const flipped = whole.slice();
  flipped[at] ^= 1 << at % 8;
  try {
    fromEtf(flipped);
  } catch (error) {
    assert.equal(error.name, "CodecError", error.stack);
  }
}
assert.equal(text.length > 0, true);

// A reader's error leads to the place
const bad = JSON.parse(text);
bad.fields.generics.fields.tasks.fields.items[0].fields.title = 5;
assert.throws(() => fromJson(JSON.stringify(bad)), (error) => {
  assert.deepEqual(error.segments.join("/"), "fields/generics/fields/tasks/fields/items/0/fields/title");
  assert.equal(error.message, "expected String, got Int");
  return true;
});

// Without a server a call ends as offline, and nothing rejects
for (const url of ["http://127.0.0.1:9/rpc", "ws://127.0.0.1:9/ws"]) {
  const client = connect({ url });
  assert.equal((await loadTask({ id: 1n })).error.kind, "offline");
  await assert.rejects(loadAll().orThrow(), { name: "LiberoError", kind: "offline" });
  client.close();
}
assert.throws(() => watchBoardEvent({ client: connect({ url: "http://127.0.0.1:9" }) }), TypeError);
