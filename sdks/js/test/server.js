// A WebSocket server for the tests, as plain as can be: frames go in and out as they are told.
import { createHash } from "node:crypto";
import { createServer } from "node:net";

/** A frame as a server writes it. */
export function serverFrame(opcode, payload, { final = true, masked = false } = {}) {
  const data = Buffer.from(payload);
  const head = [(final ? 0x80 : 0) | opcode];
  const bit = masked ? 0x80 : 0;
  if (data.length < 126) head.push(bit | data.length);
  else if (data.length < 65536) head.push(bit | 126, data.length >> 8, data.length & 255);
  else head.push(bit | 127, 0, 0, 0, 0, ...new Uint8Array(new Uint32Array([data.length]).buffer).reverse());
  return Buffer.concat([Buffer.from(head), masked ? Buffer.alloc(4) : Buffer.alloc(0), data]);
}

/** Takes the masked frames of a client apart. */
function clientFrames(onFrame) {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      if (rest.length < 2) return;
      const short = rest[1] & 127;
      const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
      if (rest.length < 2 + extra + 4) return;
      const length = extra === 0 ? short : extra === 2 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
      const start = 2 + extra + 4;
      if (rest.length < start + length) return;
      const mask = rest.subarray(start - 4, start);
      const payload = Buffer.from(rest.subarray(start, start + length).map((byte, i) => byte ^ mask[i & 3]));
      const frame = { opcode: rest[0] & 15, payload, isMasked: (rest[1] & 128) !== 0 };
      rest = rest.subarray(start + length);
      onFrame(frame);
    }
  };
}

/**
 * Listens on a free port. `onFrame(frame, socket)` is told of each frame, `onOpen(socket)` of each
 * connection; `socket.count` is its number from 1; `choose(offered)` is the subprotocol. It is closed when the test `t` ends, however that
 * ends: a server that listens on would keep the process alive.
 */
export async function listen(t, { onFrame = () => {}, onOpen = () => {}, accept = (answer) => answer, choose = (offered) => offered.at(-1), port = 0 }) {
  const sockets = new Set();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.count = ++count;
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    let head = "";
    const read = clientFrames((frame) => onFrame(frame, socket));
    const shake = (data) => {
      head += data.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.off("data", shake);
      socket.on("data", read);
      const field = (name) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1].trim();
      const key = createHash("sha1").update(`${field("Sec-WebSocket-Key")}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      const answer = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Accept: ${key}`,
        `Sec-WebSocket-Protocol: ${choose(field("Sec-WebSocket-Protocol").split(", "))}`,
      ];
      socket.write(`${accept(answer).join("\r\n")}\r\n\r\n`);
      onOpen(socket);
    };
    socket.on("data", shake);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    sockets.forEach((socket) => socket.destroy());
    return new Promise((resolve) => server.close(resolve));
  };
  t.after(close);
  return {
    url: `ws://127.0.0.1:${server.address().port}/ws`,
    port: server.address().port,
    count: () => count,
    drop: () => sockets.forEach((socket) => socket.destroy()),
    close,
  };
}
