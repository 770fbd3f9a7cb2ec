// Client and server of different contracts: what agrees goes on, the rest is stale and is not sent.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { call, etf, http, json, open, watch, webSocket } from "../src/index.js";
import * as etfRead from "../src/etf-read.js";
import * as etfWrite from "../src/etf-write.js";
import * as jsonRead from "../src/json-read.js";
import * as jsonWrite from "../src/json-write.js";
import { listen, serverFrame } from "./server.js";

const endpoint = (name, hash) => ({
  module: "m",
  name,
  hash,
  readOnly: true,
  etf: { encode: etfWrite.string, ok: etfRead.string, err: etfRead.string },
  json: { encode: jsonWrite.string, ok: jsonRead.string, err: jsonRead.string },
});
const same = endpoint("same", "s1");
const changed = endpoint("changed", "c1");
const removed = endpoint("removed", "r1");
const contract = (hash, endpoints, pushes = {}) =>
  JSON.stringify({ kind: "contract", contract_hash: hash, endpoints, pushes });
const NEW = contract("new", { "m.same": "s1", "m.changed": "c2", "m.added": "a1" }, { "m.Kept": "k1", "m.Other": "o2" });
const parts = { codecs: [etf, json], http, webSocket };
const connect = (t, options) => {
  const sdk = { contractHash: "old", client: undefined };
  const told = [];
  const client = open(sdk, { backoff: { minMs: 5, maxMs: 10 }, onStale: (server) => told.push(server), ...options }, parts);
  t.after(() => client.close());
  return { sdk, client, told };
};
const result = (variant, inner) => `{"type":"gleam/result.Result","variant":"${variant}","fields":[${inner}]}`;
const answer = ({ request_id: id, message }) =>
  `{"kind":"response","protocol_version":"libero-json-v1","request_id":${id},"value":${result("Ok", result("Ok", JSON.stringify(message)))}}`;
/** The answer "v" in ETF. */
const etfAnswer = (id) => Buffer.concat([Buffer.from([0, 0, 0, 0, id]), Buffer.from("8368027702" + "6f6b" + "68027702" + "6f6b" + "6d0000000176", "hex")]);

/** A server over WebSocket; `versions[n]` is what the (n + 1)th connection meets: a contract, or `undefined` for the client's. */
async function socketServer(t, codec, versions, onOpen = () => {}) {
  const received = [];
  const server = await listen(t, {
    choose: (offered) => {
      assert.deepEqual(offered, [`libero-${codec}-v1.old`, `libero-${codec}-v1.skew`, `libero-${codec}-v1`]);
      return offered[versions[0] === undefined ? 0 : 1];
    },
    onOpen: (socket) => {
      const version = versions.length > 1 ? versions.shift() : versions[0];
      if (version !== undefined) socket.write(serverFrame(1, version));
      onOpen(socket);
    },
    onFrame: ({ opcode, payload }, socket) => {
      if (opcode === 8) return socket.end(serverFrame(8, payload));
      received.push(payload);
      socket.write(opcode === 1 ? serverFrame(1, answer(JSON.parse(payload.toString()))) : serverFrame(2, etfAnswer(payload[10])));
    },
  });
  return { ...server, received };
}

for (const codec of ["etf", "json"]) {
  test(`over a WebSocket in ${codec}`, async (t) => {
    const server = await socketServer(t, codec, [NEW]);
    const { sdk, told } = connect(t, { url: server.url, codec });
    // before it is known, and after
    for (let round = 0; round < 2; round++) {
      const [kept, other, gone] = await Promise.all([call(sdk, same, "v"), call(sdk, changed, "v"), call(sdk, removed, "v")]);
      assert.deepEqual(kept, { ok: true, value: "v" });
      const another = "the server has another version of m.";
      assert.deepEqual(other.error, { kind: "stale", message: `${another}changed` });
      assert.deepEqual(gone.error, { kind: "stale", message: `${another}removed` });
    }
    assert.equal(server.received.length, 2);
    assert.deepEqual(told.map((one) => one.contractHash), ["new"]);
    assert.equal(told[0].endpoints["m.added"], "a1");
  });
}

test("a server of one's own contract is not compared, and says nothing", async (t) => {
  const server = await socketServer(t, "json", [undefined]);
  const { sdk, told } = connect(t, { url: server.url, codec: "json" });
  for (const one of [same, changed, removed]) assert.equal((await call(sdk, one, "v")).ok, true);
  assert.equal(told.length, 0);
});

test("a lost socket may come back to another contract, and to the first", async (t) => {
  const server = await socketServer(t, "json", [undefined, NEW, undefined, NEW]);
  const { sdk, client, told } = connect(t, { url: server.url, codec: "json" });
  const again = async () => {
    server.drop();
    for (let i = 0; client.state === "open" && i < 100; i++) await sleep(5);
    return (await call(sdk, changed, "v", { timeoutMs: 2000 })).error?.kind;
  };
  assert.equal((await call(sdk, changed, "v")).ok, true);
  assert.equal(await again(), "stale");
  assert.equal(await again(), undefined);
  assert.equal(await again(), "stale");
  assert.equal(told.length, 1, "once for each contract");
});

test("a document that cannot be read, or does not come, ends no call in silence", async (t) => {
  for (const document of ["nonsense", "{}", "null", ""]) {
    const server = await socketServer(t, "json", [document]);
    const { sdk } = connect(t, { url: server.url, codec: "json", connectTimeoutMs: 50 });
    assert.equal((await call(sdk, { ...same, readOnly: false }, "v", { timeoutMs: 2000 })).error.kind, "offline", document);
  }
  const silent = await listen(t, { choose: (offered) => offered[1] });
  const { sdk } = connect(t, { url: silent.url, codec: "json", connectTimeoutMs: 50 });
  assert.equal((await call(sdk, same, "v", { timeoutMs: 2000 })).error.kind, "offline");
});

test("of pushes those that agree are read", async (t) => {
  const push = (type, text) =>
    serverFrame(1, JSON.stringify({ kind: "push", protocol_version: "libero-json-v1", module: "m", value: { type, text } }));
  const source = (type, hash) => ({ module: "m", type, hash, hashes: [], json: (value) => jsonRead.string(value.text) });
  const server = await socketServer(t, "json", [NEW], (socket) => {
    socket.write(push("m.Other", "not read"));
    socket.write(push("m.Kept", "read"));
  });
  const { sdk } = connect(t, { url: server.url, codec: "json" });
  const stale = watch(sdk, source("m.Other", "o1"), { buffer: 0 });
  const kept = watch(sdk, source("m.Kept", "k1"));
  assert.equal((await kept.next()).value, "read");
  assert.equal(stale.dropped, 0);
});

/** A server over HTTP, as `libero_wire::skew` has it; `state.version` may change. */
async function httpServer(t, state) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const header = request.headers["libero-contract"];
    const [hash, own] = header.split(" ");
    const { contract_hash: here, endpoints } = JSON.parse(state.version);
    state.headers.push(header);
    const type = request.headers["content-type"];
    if (hash !== here && !Object.values(endpoints).includes(own)) {
      return response.writeHead(409, { "content-type": "application/json", "libero-contract": here }).end(state.version);
    }
    const body = Buffer.concat(chunks);
    const text = type === "application/json" ? answer(JSON.parse(body.toString())) : etfAnswer(body[10]);
    response.writeHead(200, { "content-type": type, "libero-contract": here }).end(text);
  });
  t.after(() => server.close().closeAllConnections());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}/rpc`;
}

for (const codec of ["etf", "json"]) {
  test(`over HTTP in ${codec}`, async (t) => {
    const state = { version: NEW, headers: [] };
    const { sdk, told } = connect(t, { url: await httpServer(t, state), codec });
    assert.deepEqual(await call(sdk, same, "v"), { ok: true, value: "v" });
    assert.deepEqual(state.headers, ["old", "old s1"], "told once, and asked again");
    const another = "the server has another version of m.";
    assert.equal((await call(sdk, changed, "v")).error.message, `${another}changed`);
    assert.equal((await call(sdk, removed, "v")).error.message, `${another}removed`);
    assert.equal(state.headers.length, 2, "what is stale is not sent");
    assert.equal((await call(sdk, same, "v")).ok, true);
    assert.equal(state.headers.length, 3, "one request a call");
    assert.equal(told.length, 1);
    // a later deploy, in which nothing is the same
    state.version = contract("newest", { "m.same": "s2" });
    assert.equal((await call(sdk, same, "v")).error.kind, "stale");
    assert.deepEqual(told.map((one) => one.contractHash), ["new", "newest"]);
  });
}

test("over HTTP a deploy that is half done, and one that is taken back", async (t) => {
  const OLD = contract("old", { "m.same": "s1", "m.changed": "c1" });
  const state = { version: NEW, headers: [] };
  const { sdk, told } = connect(t, { url: await httpServer(t, state), codec: "json" });
  for (let i = 0; i < 6; i++) {
    state.version = i % 2 ? OLD : NEW;
    assert.equal((await call(sdk, same, "v")).ok, true);
  }
  assert.equal((await call(sdk, changed, "v")).ok, true, "the last that was heard of is its own contract");
  assert.equal(told.length, 1);
});

test("a conflict that is not libero's is stale, and not asked for ever", async (t) => {
  for (const body of ["old", "{}", "", NEW]) {
    let count = 0;
    const fetch = async () => (count++, new Response(body, { status: 409, headers: { "content-type": "application/json" } }));
    const { sdk } = connect(t, { url: "http://x.invalid", codec: "json", fetch });
    assert.equal((await call(sdk, same, "v", { timeoutMs: 2000 })).error.kind, "stale");
    assert.equal(count, body === NEW ? 2 : 1, body);
  }
});

test("an `onStale` that throws ends no call, and is not silent", async (t) => {
  const state = { version: NEW, headers: [] };
  const httpUrl = await httpServer(t, state);
  const socket = await socketServer(t, "json", [NEW]);
  // In a process of its own: what is thrown is uncaught.
  const script = `
    import { call, http, json, open, webSocket } from ${JSON.stringify(new URL("../src/index.js", import.meta.url).href)};
    import * as read from ${JSON.stringify(new URL("../src/json-read.js", import.meta.url).href)};
    import * as write from ${JSON.stringify(new URL("../src/json-write.js", import.meta.url).href)};
    let uncaught = 0;
    process.on("uncaughtException", (error) => { if (error.message === "of the application") uncaught++; });
    const endpoint = (name, hash) => ({ module: "m", name, hash, json: { encode: write.string, ok: read.string, err: read.string } });
    for (const url of process.argv.slice(1)) {
      const sdk = { contractHash: "old" };
      const onStale = () => { throw new Error("of the application"); };
      const client = open(sdk, { url, onStale, timeoutMs: 5000 }, { codecs: [json], http, webSocket });
      const all = await Promise.all([call(sdk, endpoint("same", "s1"), "v"), call(sdk, endpoint("changed", "c1"), "v")]);
      console.log(all.map((one) => one.ok ? one.value : one.error.kind).join(), uncaught);
      client.close();
    }`;
  const node = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, httpUrl, socket.url], { timeout: 20_000 });
  assert.equal((await node).stdout, "v,stale 1\nv,stale 2\n");
});
