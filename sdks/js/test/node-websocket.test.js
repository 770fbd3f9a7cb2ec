import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { NodeWebSocket } from "../src/node-websocket.js";
import { listen, serverFrame } from "./server.js";

/** Opens a socket, and gathers what it tells until it is closed. */
function gather(url, { onOpen = () => {}, maxBytes = 100_000 } = {}) {
  return new Promise((resolve) => {
    const socket = new NodeWebSocket(url, ["p"], maxBytes);
    const messages = [];
    socket.onopen = () => onOpen(socket);
    socket.onmessage = ({ data }) => messages.push(typeof data === "string" ? data : [...new Uint8Array(data)]);
    socket.onclose = ({ code, reason, wasClean }) => resolve({ messages, code, reason, wasClean, protocol: socket.protocol });
  });
}

const closing = serverFrame(8, [0x03, 0xe8]);

test("messages arrive whole, in parts and between pings", async (t) => {
  const pongs = [];
  const server = await listen(t, {
    onOpen: (socket) =>
      socket.write(
        Buffer.concat([
          serverFrame(1, "héllo"),
          serverFrame(2, [1, 2], { final: false }),
          serverFrame(9, "ping"),
          serverFrame(0, [3]),
          serverFrame(2, new Uint8Array(70_000)),
          closing,
        ]),
      ),
    onFrame: ({ opcode, payload }) => opcode === 10 && pongs.push(payload.toString()),
  });
  const { messages, code, wasClean, protocol } = await gather(server.url);
  assert.deepEqual(messages.slice(0, 2), ["héllo", [1, 2, 3]]);
  assert.equal(messages[2].length, 70_000);
  assert.deepEqual([code, wasClean, protocol], [1000, true, "p"]);
  assert.deepEqual(pongs, ["ping"]);
});

test("bytes that come one by one make the same messages", async (t) => {
  const server = await listen(t, {
    onOpen: async (socket) => {
      for (const byte of Buffer.concat([serverFrame(1, "abc"), serverFrame(2, new Uint8Array(200)), closing])) {
        socket.write(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  });
  const { messages } = await gather(server.url);
  assert.deepEqual([messages[0], messages[1].length], ["abc", 200]);
});

test("what is sent is masked, of every length", async (t) => {
  const seen = [];
  const server = await listen(t, {
    onFrame: ({ opcode, payload, isMasked }, socket) => {
      seen.push([opcode, payload.length, isMasked]);
      if (opcode === 8) socket.end(serverFrame(8, payload));
    },
  });
  await gather(server.url, {
    onOpen: (socket) => {
      for (const length of [0, 125, 126, 65_535, 65_536]) socket.send(new Uint8Array(length));
      socket.send("é");
      socket.close(4000, "bye");
    },
  });
  assert.deepEqual(seen, [[2, 0, true], [2, 125, true], [2, 126, true], [2, 65_535, true], [2, 65_536, true], [1, 2, true], [8, 5, true]]);
});

test("a server that breaks the protocol is left", async (t) => {
  const cases = [
    [serverFrame(1, "x", { masked: true }), 1002],
    [serverFrame(3, "x"), 1002],
    [serverFrame(0, "x"), 1002],
    [Buffer.concat([serverFrame(1, "x", { final: false }), serverFrame(1, "y")]), 1002],
    [serverFrame(9, "x", { final: false }), 1002],
    [serverFrame(9, "x".repeat(126)), 1002],
    [Buffer.from([0xc1, 0]), 1002],
    [serverFrame(1, [0xff]), 1007],
    [serverFrame(2, new Uint8Array(2000)), 1009],
    [Buffer.concat([serverFrame(2, new Uint8Array(900), { final: false }), serverFrame(0, new Uint8Array(900))]), 1009],
    [Buffer.from([0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255]), 1009],
    [serverFrame(8, [3]), 1002],
    [serverFrame(8, [3, 0xed]), 1002],
  ];
  for (const [bytes, expected] of cases) {
    let told = 0;
    const server = await listen(t, {
      onOpen: (socket) => socket.write(bytes),
      onFrame: ({ opcode, payload }) => {
        if (opcode === 8) told = payload.readUInt16BE(0);
      },
    });
    const { code, wasClean } = await gather(server.url, { maxBytes: 1000 });
    for (let i = 0; told === 0 && i < 100; i++) await sleep(5);
    assert.deepEqual([told, code, wasClean], [expected, 1006, false], bytes.subarray(0, 8).toString("hex"));
  }
});

test("a handshake that is not right is refused", async (t) => {
  const cases = [
    [() => ["HTTP/1.1 200 OK", "Content-Length: 0"], /answered HTTP\/1.1 200 OK/],
    [(answer) => answer.map((line) => line.replace(/Accept: .*/, "Accept: x")), /accept the key/],
    [(answer) => answer.map((line) => line.replace(/Protocol: .*/, "Protocol: q")), /not offered/],
    [(answer) => answer.slice(0, 4), /none of the offered/],
    [(answer) => [...answer, "Sec-WebSocket-Extensions: permessage-deflate"], /extension/],
  ];
  for (const [accept, message] of cases) {
    const server = await listen(t, { accept });
    const { code, reason } = await gather(server.url);
    assert.equal(code, 1006);
    assert.match(reason, message);
  }
});

test("nobody listening is a close, not an exception", async (t) => {
  const server = await listen(t, {});
  await server.close();
  const { code, reason } = await gather(server.url);
  assert.equal(code, 1006);
  assert.match(reason, /ECONNREFUSED/);
});
