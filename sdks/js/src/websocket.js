// The transport over one WebSocket, opened again when it is lost.

import { messageOf } from "./errors.js";

/** @import * as T from "./types.js" */

/** The server's close code for another version of the contract. */
const STALE = 4409;

/** @typedef {{ pending: T.Pending, isSent: boolean, isAgain: boolean }} Entry */

class Line {
  /** @param {T.LineOptions} with_ */
  constructor({ options, codec, limits, contractHash, learn, state }) {
    this.options = options;
    this.codec = codec;
    this.limits = limits;
    this.contractHash = contractHash;
    this.learn = learn;
    /** @type {Set<T.PushReader>} */
    this.readers = new Set();
    this.state = state;
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @type {T.WebSocketLike | undefined} */
    this.socket = undefined;
    this.isOpen = false;
    this.isClosed = false;
    this.attempt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    queueMicrotask(() => this.connect());
  }

  async connect() {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.state("connecting");
    /** @type {T.WebSocketLike} */
    let socket;
    try {
      const Socket = this.options.WebSocket ?? globalThis.WebSocket ?? (await import("./node-websocket.js")).NodeWebSocket;
      if (this.isClosed) return;
      const url = String(this.options.url);
      const { subprotocol } = this.codec;
      // the server's choice: one contract, another one, or not compared
      const offered = [`${subprotocol}.${this.contractHash}`, `${subprotocol}.skew`, subprotocol];
      socket = Reflect.get(Socket, "takesMaxBytes") === true
        ? new /** @type {any} */ (Socket)(url, offered, this.limits.maxBytes)
        : new Socket(url, offered);
    } catch (error) {
      return this.lost(0, messageOf(error));
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    const current = () => this.socket === socket;
    socket.onopen = () => current() && this.opened(socket);
    socket.onmessage = ({ data }) => current() && this.received(data);
    socket.onclose = ({ code, reason }) => current() && this.lost(code, reason);
    socket.onerror = () => {};
    this.timer = setTimeout(() => {
      if (!current()) return;
      this.lost(0, "the connection took too long");
      socket.close();
    }, this.options.connectTimeoutMs ?? 10_000);
  }

  /** @param {T.WebSocketLike} socket */
  opened(socket) {
    // a server of another contract says first which one
    if (socket.protocol?.endsWith(".skew")) return;
    this.learn();
    this.ready(socket);
  }

  /** @param {T.WebSocketLike} socket */
  ready(socket) {
    clearTimeout(this.timer);
    this.isOpen = true;
    this.attempt = 0;
    this.state("open");
    for (const entry of this.entries.values()) this.write(socket, entry);
  }

  /** @param {T.WebSocketLike} socket @param {Entry} entry */
  write(socket, entry) {
    if (entry.pending.isStale()) return;
    entry.isSent = true;
    socket.send(entry.pending.data);
  }

  /** @param {ArrayBuffer | string} data */
  received(data) {
    let frame;
    try {
      if (!this.isOpen) {
        this.learn(/** @type {string} */ (data));
        return this.ready(/** @type {T.WebSocketLike} */ (this.socket));
      }
      frame = this.codec.open(typeof data === "string" ? data : new Uint8Array(data), this.limits);
    } catch (error) {
      const message = messageOf(error);
      this.failAll({ kind: "decode", message, path: "value" }, (entry) => entry.isSent);
      const { socket } = this;
      this.lost(0, message);
      return socket?.close(4002, "unreadable message");
    }
    if (frame.kind === "push") {
      for (const reader of this.readers) reader.push(frame);
      return;
    }
    // 0 answers a request that the server could not read: the oldest is the likeliest
    const id = frame.id === 0 ? this.oldest() : frame.id;
    const entry = id === undefined ? undefined : this.entries.get(id);
    if (entry === undefined) return;
    this.entries.delete(entry.pending.id);
    entry.pending.reply(frame.body);
  }

  oldest() {
    for (const [id, entry] of this.entries) if (entry.isSent) return id;
    return undefined;
  }

  /**
   * The socket is gone. Calls that were sent may have been carried out: they fail, except those that
   * are safe to send again. Calls that waited for a connection that did not come fail too.
   *
   * @param {number} code
   * @param {string} reason
   */
  lost(code, reason) {
    clearTimeout(this.timer);
    const { isOpen } = this;
    this.socket = undefined;
    this.isOpen = false;
    if (this.isClosed) return;
    const message = `${isOpen ? "the connection was lost" : "no connection"}${reason ? `: ${reason}` : ""}`;
    if (code === STALE) {
      this.failAll();
      return this.close();
    }
    for (const entry of this.entries.values()) {
      if (!entry.isSent || !entry.pending.endpoint.readOnly) continue;
      entry.isSent = false;
      entry.isAgain = true;
    }
    this.failAll({ kind: "offline", message }, (entry) => entry.isSent || (!isOpen && !entry.isAgain));
    this.state("waiting");
    this.timer = setTimeout(() => this.connect(), this.delay());
  }

  /** Between half of the step and the whole, so that clients do not come back in one wave. */
  delay() {
    const { minMs = 250, maxMs = 10_000 } = this.options.backoff ?? {};
    const step = Math.min(maxMs, minMs * 2 ** Math.min(this.attempt, 30));
    this.attempt += 1;
    return step * (0.5 + Math.random() / 2);
  }

  /**
   * @param {T.CallError} [error] stale unless given
   * @param {(entry: Entry) => boolean} [which]
   */
  failAll(error, which = () => true) {
    for (const [id, entry] of [...this.entries]) {
      if (!which(entry)) continue;
      this.entries.delete(id);
      entry.pending.fail(error);
    }
  }

  /** @param {T.Pending} pending */
  send(pending) {
    const entry = { pending, isSent: false, isAgain: false };
    this.entries.set(pending.id, entry);
    if (this.socket !== undefined && this.isOpen) this.write(this.socket, entry);
    return () => {
      this.entries.delete(pending.id);
    };
  }

  /** @param {T.PushReader} reader */
  watch(reader) {
    this.readers.add(reader);
    return () => {
      this.readers.delete(reader);
    };
  }

  close() {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const reader of [...this.readers]) reader.end();
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = undefined;
    socket?.close(1000);
    this.state("closed");
  }
}

/** @type {T.Transport} */
export function webSocket(options) {
  return new Line(options);
}
