import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call, etf, http, json, open, watch, webSocket } from "../src/index.js";
import { pathText } from "../src/errors.js";
import * as etfRead from "../src/etf-read.js";
import * as etfWrite from "../src/etf-write.js";
import * as jsonRead from "../src/json-read.js";
import * as jsonWrite from "../src/json-write.js";
import { NodeWebSocket } from "../src/node-websocket.js";
import { listen, serverFrame } from "./server.js";

// One function by hand, as generated code would have it: text to text, or a text as its error.
const endpoint = (readOnly) => ({
  module: "m",
  name: "echo",
  readOnly,
  etf: { encode: etfWrite.string, ok: etfRead.string, err: etfRead.string },
  json: { encode: jsonWrite.string, ok: jsonRead.string, err: jsonRead.string },
});
const echo = endpoint(false);
const load = endpoint(true);
const parts = { codecs: [etf, json], http, webSocket };
const connect = (t, options) => {
  const sdk = { contractHash: "h", client: undefined };
  const client = open(sdk, { backoff: { minMs: 10, maxMs: 20 }, ...options }, parts);
  t.after(() => client.close());
  return { sdk, client };
};
const result = (variant, inner) => `{"type":"gleam/result.Result","variant":"${variant}","fields":[${inner}]}`;
const reply = (id, value) => `{"kind":"response","protocol_version":"libero-json-v1","request_id":${id},"value":${value}}`;
const rpcError = (variant, fields) => result("Error", JSON.stringify({ type: "libero/error.RpcError", variant, fields }));
const answer = ({ request_id: id, message }) => reply(id, result("Ok", result("Ok", JSON.stringify(message))));
const jsonServer = (t, handle) =>
  listen(t, {
    onFrame: ({ opcode, payload }, socket) => {
      if (opcode === 8) return socket.end(serverFrame(8, payload));
      const text = handle(JSON.parse(payload.toString()), socket);
      if (text !== undefined) socket.write(serverFrame(1, text));
    },
  });

test("a request is this envelope, and each kind of answer this result", async (t) => {
  let seen;
  const answers = {
    ok: (id) => reply(id, result("Ok", result("Ok", '"v"'))),
    domain: (id) => reply(id, result("Ok", result("Error", '"e"'))),
    malformed: (id) => reply(id, rpcError("MalformedRequest", {})),
    unknown: (id) => reply(id, rpcError("UnknownFunction", { name: "m.echo" })),
    internal: (id) => reply(id, rpcError("InternalError", { trace_id: "t", message: "boom" })),
    error: (id) => `{"kind":"error","protocol_version":"libero-json-v1","request_id":${id},"errors":[{"path":"message","message":"bad"}]}`,
    decode: (id) => reply(id, result("Ok", result("Ok", "5"))),
    zero: () => reply(0, rpcError("MalformedRequest", {})),
  };
  const server = await jsonServer(t, (request) => {
    seen = request;
    return answers[request.message](request.request_id);
  });
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  const expected = {
    ok: { ok: true, value: "v" },
    domain: { ok: false, error: { kind: "domain", error: "e" } },
    malformed: { ok: false, error: { kind: "malformed", message: "the server could not read the request", path: "" } },
    unknown: { ok: false, error: { kind: "unknown_function", message: "the server has no function m.echo", name: "m.echo" } },
    internal: { ok: false, error: { kind: "internal", message: "boom", traceId: "t" } },
    error: { ok: false, error: { kind: "malformed", message: "bad", path: "message" } },
    decode: { ok: false, error: { kind: "decode", message: "expected String, got Int", path: "value" } },
    zero: { ok: false, error: { kind: "malformed", message: "the server could not read the request", path: "" } },
  };
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(await call(sdk, echo, name), value, name);
  assert.deepEqual(seen, {
    kind: "request", protocol_version: "libero-json-v1", contract_hash: "h", module: "m", request_id: 8, message: "zero",
  });
  assert.deepEqual(Object.keys(seen), ["kind", "protocol_version", "contract_hash", "module", "request_id", "message"]);
  assert.equal(await call(sdk, echo, "ok").orThrow(), "v");
  await assert.rejects(call(sdk, echo, "domain").orThrow(), (error) => error.kind === "domain" && error.error.error === "e");
});

test("ETF frames are these bytes", async (t) => {
  let seen;
  const cases = {
    a: ["8368027702" + "6f6b" + "68027702" + "6f6b" + "6d0000000176", { ok: true, value: "v" }],
    b: ["8368027702" + "6f6b" + "680277056572726f72" + "6d0000000165", { ok: false, error: { kind: "domain", error: "e" } }],
    c: [`83680277056572726f7277 11${Buffer.from("malformed_request").toString("hex")}`, "malformed"],
    d: [`83680277056572726f72 680277 10${Buffer.from("unknown_function").toString("hex")} 6d0000000178`, "unknown_function"],
    e: [`83680277056572726f72 680377 0e${Buffer.from("internal_error").toString("hex")} 6d0000000174 6d000000016d`, "internal"],
    f: ["8368027702" + "6f6b" + "68027702" + "6f6b" + "6105", "decode"],
    g: ["50", "decode"],
  };
  const server = await listen(t, {
    onFrame: ({ opcode, payload }, socket) => {
      if (opcode === 8) return socket.end(serverFrame(8, payload));
      seen = payload.toString("hex");
      const id = payload.subarray(10, 11);
      const body = Buffer.from(cases[payload.toString("latin1").at(-1)][0].replaceAll(" ", ""), "hex");
      socket.write(serverFrame(2, Buffer.concat([Buffer.from([0, 0, 0, 0]), id, body])));
    },
  });
  const { sdk, client } = connect(t, { url: server.url });
  for (const [name, [, expected]] of Object.entries(cases)) {
    const got = await call(sdk, echo, name);
    if (typeof expected === "string") assert.equal(got.error.kind, expected, name);
    else assert.deepEqual(got, expected);
  }
  assert.equal(seen, "8368036d000000016d" + "6107" + "6d0000000167");
});

test("a timeout that no timer can hold is none", async (t) => {
  const server = await jsonServer(t, answer);
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  for (const timeoutMs of [Infinity, 2 ** 31, 0]) {
    assert.deepEqual(await call(sdk, echo, "x", { timeoutMs }), { ok: true, value: "x" });
  }
});

test("timeouts, aborts and wrong values end a call", async (t) => {
  const server = await jsonServer(t, () => undefined);
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  const timeout = await call(sdk, echo, "x", { timeoutMs: 20 });
  assert.deepEqual(timeout.error, { kind: "timeout", message: "no answer within 20 ms", timeoutMs: 20 });
  const aborted = call(sdk, echo, "x", { signal: AbortSignal.timeout(20) });
  assert.equal((await aborted).error.kind, "aborted");
  const reason = new Error("why");
  assert.equal((await call(sdk, echo, "x", { signal: AbortSignal.abort(reason) })).error.reason, reason);
  assert.deepEqual((await call(sdk, echo, 5)).error, { kind: "malformed", message: "expected a string, got a number", path: "message" });
  const pending = call(sdk, echo, "x");
  client.close();
  assert.equal((await pending).error.kind, "offline");
  assert.equal((await call(sdk, echo, "x")).error.kind, "offline");
  assert.equal((await call({ contractHash: "", client: undefined }, echo, "x")).error.kind, "offline");
});

test("a WebSocket class of one's own gets the two arguments that all have", async (t) => {
  const server = await jsonServer(t, answer);
  let given;
  class Own extends NodeWebSocket {
    static takesMaxBytes = undefined;
    constructor(url, protocols, options) {
      super(url, protocols, 1000);
      given = [url, protocols, options];
    }
  }
  const { sdk } = connect(t, { url: server.url, codec: "json", WebSocket: Own });
  assert.equal((await call(sdk, echo, "x")).ok, true);
  assert.deepEqual(given, [server.url, ["libero-json-v1.h", "libero-json-v1.skew", "libero-json-v1"], undefined]);
});

test("of the calls on a lost socket, those that read only are sent again", async (t) => {
  const server = await jsonServer(t, (request, socket) => {
    if (socket.count > 1) return answer(request);
    if (request.message === "b") setImmediate(() => socket.destroy());
    return undefined;
  });
  const states = [];
  const { sdk, client } = connect(t, { url: server.url, codec: "json", onState: (state) => states.push(state) });
  const [again, lost] = await Promise.all([call(sdk, load, "a"), call(sdk, echo, "b")]);
  assert.deepEqual(again, { ok: true, value: "a" });
  assert.equal(lost.error.kind, "offline");
  assert.deepEqual(await call(sdk, echo, "c"), { ok: true, value: "c" });
  client.close();
  assert.deepEqual(states, ["open", "waiting", "connecting", "open", "closed"]);
});

test("a client comes back to a server that comes back", async (t) => {
  const first = await jsonServer(t, answer);
  const { sdk, client } = connect(t, { url: first.url, codec: "json" });
  assert.equal((await call(sdk, echo, "x")).ok, true);
  await first.close();
  await sleep(50);
  assert.equal((await call(sdk, echo, "x")).error.kind, "offline");
  const second = await listen(t, {
    port: first.port,
    onFrame: ({ payload }, socket) => socket.write(serverFrame(1, answer(JSON.parse(payload.toString())))),
  });
  for (let i = 0; client.state !== "open" && i < 100; i++) await sleep(10);
  assert.equal((await call(sdk, echo, "x")).ok, true);
});

test("another version of the contract is stale, and not tried again", async (t) => {
  const server = await jsonServer(t, (_, socket) => void socket.write(serverFrame(8, [4409 >> 8, 4409 & 255])));
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  assert.equal((await call(sdk, load, "x")).error.message, "the server has another version of m.echo");
  assert.equal(client.state, "closed");
  assert.equal(server.count(), 1);
});

test("an unreadable message fails what waits and opens a new socket", async (t) => {
  const server = await jsonServer(t, (request, socket) => (socket.count === 1 ? "nonsense" : answer(request)));
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  assert.equal((await call(sdk, load, "x")).error.kind, "decode");
  assert.equal((await call(sdk, load, "x")).ok, true);
});

test("pushes are read in order, and end on abort, on return and on close", async (t) => {
  const source = { module: "m", type: "m.Note", hashes: [], json: (value) => jsonRead.string(value.text) };
  const push = (module, type, text) =>
    serverFrame(1, JSON.stringify({ kind: "push", protocol_version: "libero-json-v1", module, value: { type, text } }));
  let server;
  server = await listen(t, {
    onOpen: (socket) =>
      setTimeout(() => {
        for (const text of ["a", "b", "c", "d"]) socket.write(push("m", "m.Note", text));
        socket.write(push("other", "m.Note", "x"));
        socket.write(push("m", "m.Other", "x"));
      }, 20),
  });
  const { sdk, client } = connect(t, { url: server.url, codec: "json" });
  const controller = new AbortController();
  const all = watch(sdk, source, { signal: controller.signal });
  const few = watch(sdk, source, { buffer: 2 });
  const one = watch(sdk, source);
  const wrong = watch(sdk, { ...source, json: (value) => jsonRead.u8(value.text) });
  await assert.rejects(wrong.next(), { kind: "decode" });
  assert.deepEqual(await wrong.next(), { done: true, value: undefined });
  for await (const text of one) {
    assert.equal(text, "a");
    break;
  }
  assert.equal((await one.next()).done, true);
  const seen = [];
  for await (const text of all) {
    seen.push(text);
    if (text === "d") controller.abort();
  }
  assert.deepEqual(seen, ["a", "b", "c", "d"]);
  assert.equal(few.dropped, 2);
  assert.equal((await few.next()).value, "c");
  client.close();
  assert.equal((await few.next()).value, "d");
  assert.equal((await few.next()).done, true);
});

test("of a long path both ends are shown", () => {
  const path = (steps) => pathText("message", Array.from({ length: steps }, (_, at) => at));
  const text = (from, to) => Array.from({ length: to - from }, (_, at) => `[${from + at}]`).join("");
  assert.equal(path(30), `message${text(0, 30)}`);
  assert.equal(path(31), `message${text(0, 20)}…${text(21, 31)}`);
  assert.equal(path(10_000), `message${text(0, 20)}…${text(9990, 10_000)}`);
});

test("a value that holds itself has a short path", async (t) => {
  const encode = (value) => jsonWrite.list(value, encode);
  const server = await jsonServer(t, answer);
  const { sdk } = connect(t, { url: server.url, codec: "json" });
  const value = [];
  value.push(value);
  const { error } = await call(sdk, { ...echo, json: { ...echo.json, encode } }, value);
  assert.equal(error.kind, "malformed");
  assert.ok(error.path.length < 200, error.path.slice(0, 200));
});

test("over HTTP each call is one POST", async (t) => {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const [status, type, text] = {
      ok: [200, "application/json; charset=utf-8", answer(body)],
      other: [200, "application/json", answer({ ...body, request_id: 99 })],
      long: [200, "application/json", "x".repeat(5000)],
      down: [503, "text/plain", "down"],
      stale: [409, "text/plain", "old"],
      lost: [404, "text/html", "no"],
      crash: [500, "text/html", "no"],
    }[body.message];
    response.writeHead(status, { "content-type": type }).end(text);
  });
  t.after(() => server.close().closeAllConnections());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { sdk, client } = connect(t, { url: `http://127.0.0.1:${server.address().port}/rpc`, codec: "json", limits: { maxBytes: 4096 } });
  assert.deepEqual(await call(sdk, echo, "ok"), { ok: true, value: "ok" });
  const kinds = { other: "decode", long: "decode", down: "offline", stale: "stale", lost: "malformed", crash: "internal" };
  for (const [message, kind] of Object.entries(kinds)) assert.equal((await call(sdk, echo, message)).error.kind, kind, message);
  assert.throws(() => watch(sdk, { module: "m", type: "t", hashes: [] }), /pushes need a WebSocket/);
});
