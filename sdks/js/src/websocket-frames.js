// The frames of RFC 6455, as a client reads and writes them.

/** A breach of the protocol, with the code to close with. */
class ProtocolError extends Error {
  /** @param {string} message @param {number} code */
  constructor(message, code = 1002) {
    super(message);
    this.code = code;
  }
}

/**
 * A whole masked frame.
 *
 * @param {number} opcode
 * @param {Uint8Array} payload
 * @param {Uint8Array} mask 4 random bytes
 */
export function frameOf(opcode, payload, mask) {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const frame = Buffer.alloc(2 + extra + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(length, 2);
  if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const start = 2 + extra;
  frame.set(mask, start);
  for (let i = 0; i < length; i++) frame[start + 4 + i] = payload[i] ^ mask[i & 3];
  return frame;
}

/** Takes bytes as they come, and gives messages. */
export class FrameParser {
  /**
   * @param {number} maxBytes
   * @param {{
   *   message(data: ArrayBuffer | string): void,
   *   ping(data: Uint8Array): void,
   *   close(code: number, reason: string): void,
   * }} handlers
   */
  constructor(maxBytes, handlers) {
    this.maxBytes = maxBytes;
    this.handlers = handlers;
    /** @type {Buffer[]} */
    this.chunks = [];
    this.buffered = 0;
    this.wanted = 2;
    /** @type {Buffer[]} */
    this.parts = [];
    this.partsLength = 0;
    this.opcode = 0;
    this.isClosed = false;
  }

  /** Throws a ProtocolError where the server breaks the protocol. @param {Buffer} data */
  push(data) {
    this.chunks.push(data);
    this.buffered += data.length;
    while (!this.isClosed && this.buffered >= this.wanted) {
      const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
      const used = this.#frame(all);
      this.chunks = [all.subarray(used)];
      this.buffered = all.length - used;
      if (used === 0) return;
      this.wanted = 2;
    }
  }

  /** Reads one frame; returns the bytes that it took, or 0 (and sets `wanted`) where it is not whole. @param {Buffer} data */
  #frame(data) {
    const first = data[0];
    const isFinal = (first & 0x80) !== 0;
    const opcode = first & 0x0f;
    if ((first & 0x70) !== 0) throw new ProtocolError("a frame with reserved bits");
    if ((data[1] & 0x80) !== 0) throw new ProtocolError("a masked frame from the server");
    const short = data[1] & 0x7f;
    if (opcode >= 8 && (!isFinal || short > 125)) throw new ProtocolError("a control frame that is long or in parts");
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (data.length < 2 + extra) {
      this.wanted = 2 + extra;
      return 0;
    }
    const length = extra === 0 ? short : extra === 2 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
    if (this.partsLength + length > this.maxBytes) throw new ProtocolError("a message that is too long", 1009);
    const end = 2 + extra + length;
    if (data.length < end) {
      this.wanted = end;
      return 0;
    }
    this.#take(opcode, isFinal, data.subarray(2 + extra, end));
    return end;
  }

  /** @param {number} opcode @param {boolean} isFinal @param {Buffer} payload */
  #take(opcode, isFinal, payload) {
    switch (opcode) {
      case 0:
      case 1:
      case 2:
        return this.#data(opcode, isFinal, payload);
      case 8:
        return this.#close(payload);
      case 9:
        return this.handlers.ping(payload);
      case 10:
        return;
      default:
        throw new ProtocolError(`a frame of kind ${opcode}`);
    }
  }

  /** @param {number} opcode @param {boolean} isFinal @param {Buffer} payload */
  #data(opcode, isFinal, payload) {
    if ((opcode === 0) !== (this.opcode !== 0)) throw new ProtocolError("parts of messages out of order");
    if (opcode !== 0) this.opcode = opcode;
    this.parts.push(payload);
    this.partsLength += payload.length;
    if (!isFinal) return;
    const whole = new Uint8Array(this.partsLength);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    const isText = this.opcode === 1;
    this.parts = [];
    this.partsLength = 0;
    this.opcode = 0;
    this.handlers.message(isText ? text(whole) : whole.buffer);
  }

  /** @param {Buffer} payload */
  #close(payload) {
    this.isClosed = true;
    if (payload.length === 0) return this.handlers.close(1005, "");
    if (payload.length === 1) throw new ProtocolError("a close frame of one byte");
    const code = payload.readUInt16BE(0);
    const isValid = (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
    if (!isValid) throw new ProtocolError(`the close code ${code}`);
    this.handlers.close(code, text(payload.subarray(2)));
  }
}

/** @param {Uint8Array} data */
function text(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new ProtocolError("text that is not UTF-8", 1007);
  }
}
