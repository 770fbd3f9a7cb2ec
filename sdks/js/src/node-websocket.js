// A WebSocket client (RFC 6455) over Node's sockets, for Node before 22, which has none of its own.

import { createHash, randomBytes } from "node:crypto";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";

import { FrameParser, frameOf } from "./websocket-frames.js";

/** @import { Socket } from "node:net" */

const CLOSE_WAIT_MS = 2000;
const MAX_HEAD = 16384;

/** The part of the browser's WebSocket that the run-time uses. */
export class NodeWebSocket {
  /** Tells the transport that the constructor takes a third argument, other than that of `ws`. */
  static takesMaxBytes = true;

  /**
   * @param {string} url
   * @param {string[]} protocols
   * @param {number} maxBytes the largest message that is accepted
   */
  constructor(url, protocols, maxBytes) {
    const target = new URL(url);
    if (target.protocol !== "ws:" && target.protocol !== "wss:") throw new SyntaxError(`not a WebSocket url: ${url}`);
    this.binaryType = "arraybuffer";
    this.protocol = "";
    /** 0 connecting, 1 open, 2 closing, 3 closed. */
    this.readyState = 0;
    /** @type {((event: any) => void) | null} */
    this.onopen = null;
    /** @type {((event: { data: ArrayBuffer | string }) => void) | null} */
    this.onmessage = null;
    /** @type {((event: { code: number, reason: string, wasClean: boolean }) => void) | null} */
    this.onclose = null;
    /** @type {((event: any) => void) | null} */
    this.onerror = null;

    this.closeCode = 1006;
    this.closeReason = "";
    this.isClean = false;
    this.protocols = protocols;
    this.key = randomBytes(16).toString("base64");
    this.head = Buffer.alloc(0);
    this.parser = new FrameParser(maxBytes, {
      message: (data) => this.onmessage?.({ data }),
      ping: (data) => this.#write(10, data),
      close: (code, reason) => this.#closedByServer(code, reason),
    });

    const isTls = target.protocol === "wss:";
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const port = target.port === "" ? (isTls ? 443 : 80) : Number(target.port);
    /** @type {Socket} */
    this.socket = isTls ? connectTls({ host, port, servername: host, ALPNProtocols: ["http/1.1"] }) : connectTcp({ host, port });
    this.socket.setNoDelay(true);
    this.socket.on(isTls ? "secureConnect" : "connect", () => this.#request(target));
    this.socket.on("data", (data) => this.#received(data));
    this.socket.on("error", (error) => {
      if (this.closeReason === "") this.closeReason = error.message;
      this.onerror?.({ message: error.message });
    });
    this.socket.on("end", () => this.socket.end());
    this.socket.on("close", () => this.#closed());
  }

  /** @param {string | Uint8Array} data */
  send(data) {
    if (this.readyState === 0) throw new Error("the socket is not open yet");
    if (this.readyState !== 1) return;
    if (typeof data === "string") this.#write(1, Buffer.from(data));
    else this.#write(2, data);
  }

  /** @param {number} [code] @param {string} [reason] */
  close(code = 1000, reason = "") {
    if (this.readyState >= 2) return;
    const wasOpen = this.readyState === 1;
    this.readyState = 2;
    if (!wasOpen) {
      this.socket.destroy();
      return;
    }
    this.#write(8, closePayload(code, reason));
    setTimeout(() => this.socket.destroy(), CLOSE_WAIT_MS).unref();
  }

  /** @param {URL} target */
  #request(target) {
    const lines = [
      `GET ${target.pathname}${target.search} HTTP/1.1`,
      `Host: ${target.host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${this.key}`,
      ...(this.protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${this.protocols.join(", ")}`] : []),
    ];
    this.socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  }

  /** @param {Buffer} data */
  #received(data) {
    try {
      if (this.readyState === 0) this.#receivedHead(data);
      else if (this.readyState < 3) this.parser.push(data);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @param {Buffer} data */
  #receivedHead(data) {
    this.head = Buffer.concat([this.head, data]);
    const end = this.head.indexOf("\r\n\r\n");
    if (end < 0) {
      if (this.head.length > MAX_HEAD) throw new Error("the answer to the handshake is too long");
      return;
    }
    this.protocol = checkHandshake(this.head.toString("latin1", 0, end), this.key, this.protocols);
    this.readyState = 1;
    const rest = this.head.subarray(end + 4);
    this.head = Buffer.alloc(0);
    this.onopen?.({});
    if (rest.length > 0) this.parser.push(rest);
  }

  /** @param {number} opcode @param {Uint8Array} payload */
  #write(opcode, payload) {
    if (this.socket.writable) this.socket.write(frameOf(opcode, payload, randomBytes(4)));
  }

  /** @param {number} code @param {string} reason */
  #closedByServer(code, reason) {
    this.closeCode = code;
    this.closeReason = reason;
    this.isClean = true;
    if (this.readyState === 1) {
      this.readyState = 2;
      this.#write(8, code === 1005 ? new Uint8Array(0) : closePayload(code, ""));
    }
    this.socket.end();
    setTimeout(() => this.socket.destroy(), CLOSE_WAIT_MS).unref();
  }

  /** The server broke the protocol. @param {unknown} error */
  #refuse(error) {
    const { message } = /** @type {Error} */ (error);
    const { code } = /** @type {{ code?: number }} */ (error);
    if (this.readyState === 1) this.#write(8, closePayload(code ?? 1002, message));
    this.readyState = 2;
    this.closeReason = message;
    this.onerror?.({ message });
    this.socket.destroySoon();
  }

  #closed() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code: this.closeCode, reason: this.closeReason, wasClean: this.isClean });
  }
}

/** @param {number} code @param {string} reason */
function closePayload(code, reason) {
  const text = Buffer.from(reason).subarray(0, 123);
  const payload = Buffer.alloc(2 + text.length);
  payload.writeUInt16BE(code);
  payload.set(text, 2);
  return payload;
}

/**
 * Checks the server's answer to the handshake and returns the protocol it chose.
 *
 * @param {string} head
 * @param {string} key
 * @param {string[]} protocols
 */
function checkHandshake(head, key, protocols) {
  const [status, ...lines] = head.split("\r\n");
  if (!/^HTTP\/1\.1 101(?: |$)/.test(status)) throw new Error(`the server answered ${status.slice(0, 80)}`);
  /** @type {Map<string, string>} */
  const fields = new Map();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  if (fields.get("upgrade")?.toLowerCase() !== "websocket") throw new Error("the server did not upgrade");
  if (!/\bupgrade\b/i.test(fields.get("connection") ?? "")) throw new Error("the server did not upgrade");
  if (fields.get("sec-websocket-accept") !== accept) throw new Error("the server did not accept the key");
  if (fields.has("sec-websocket-extensions")) throw new Error("the server chose an extension that was not offered");
  const protocol = fields.get("sec-websocket-protocol") ?? "";
  if (protocol !== "" && !protocols.includes(protocol)) throw new Error("the server chose a protocol that was not offered");
  if (protocol === "" && protocols.length > 0) throw new Error("the server speaks none of the offered protocols");
  return protocol;
}
