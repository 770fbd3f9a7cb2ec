// A client: numbers calls, bounds their time, and knows what the server has.

import { CodecError, LiberoError, messageOf, pathText } from "./errors.js";
import { defaultLimits } from "./limits.js";

/** @import * as T from "./types.js" */

/** Milliseconds. A timer beyond it (25 days, or `Infinity`) would go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** @type {T.CallError} */
const closed = { kind: "offline", message: "the client was closed" };

/** @implements {T.Client} */
export class RuntimeClient {
  /**
   * @param {T.Sdk} sdk
   * @param {T.Codec} codec
   * @param {T.Transport} transport
   * @param {T.ConnectOptions} options
   */
  constructor(sdk, codec, transport, options) {
    /** @type {T.ConnectionState} */
    this.state = "connecting";
    this.sdk = sdk;
    this.codec = codec;
    this.limits = { ...defaultLimits, ...options.limits };
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.lastId = 0;
    /** What the server has, where it speaks another contract. @type {T.ServerContract | undefined} */
    this.server = undefined;
    /** @type {Set<(error: T.CallError) => void>} */
    this.calls = new Set();
    /** The contracts that the application was told of. */
    const told = new Set();
    this.line = transport({
      options,
      codec,
      limits: this.limits,
      contractHash: sdk.contractHash,
      learn: (text) => {
        this.server = undefined;
        if (text === undefined) return "";
        const { kind, contract_hash: contractHash, endpoints, pushes } = JSON.parse(text);
        if (kind !== "contract") throw new CodecError("no contract");
        const server = (this.server = { contractHash, endpoints: { ...endpoints }, pushes: { ...pushes } });
        // later, so that what it throws does not end a call
        if (!told.has(contractHash)) queueMicrotask(() => options.onStale?.(server));
        told.add(contractHash);
        return contractHash;
      },
      state: (state) => {
        if (this.state === "closed" || this.state === state) return;
        this.state = state;
        options.onState?.(state);
        if (state === "closed") this.#ended();
      },
    });
  }

  close() {
    if (this.state === "closed") return;
    this.line.close();
    this.#ended();
  }

  #ended() {
    this.state = "closed";
    for (const fail of this.calls) fail(closed);
  }

  /**
   * @param {T.Endpoint} endpoint
   * @param {unknown} message
   * @param {T.CallOptions} options
   * @returns {Promise<T.CallResult<any, any>>}
   */
  call(endpoint, message, { signal, timeoutMs = this.timeoutMs }) {
    return new Promise((resolve) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      let forget = () => {};
      const done = (/** @type {T.CallResult<any, any>} */ result) => {
        if (!this.calls.delete(fail)) return;
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        forget();
        resolve(result);
      };
      const name = () => `${endpoint.module}.${endpoint.name}`;
      /** @param {T.CallError} [error] */
      const fail = (error = { kind: "stale", message: "the server has another version of " + name() }) => {
        done({ ok: false, error });
        return true;
      };
      const onAbort = () => fail({ kind: "aborted", message: "the call was aborted", reason: signal?.reason });
      this.calls.add(fail);
      if (this.state === "closed") return fail(closed);
      if (signal?.aborted) return onAbort();
      // numbers run from 1 to 2^32 - 1; 0 stands for a request that could not be read
      const id = (this.lastId = (this.lastId % 0xffffffff) + 1);
      let data;
      try {
        data = this.codec.request(id, this.sdk.contractHash, endpoint, message, this.limits);
      } catch (error) {
        return fail(malformed(error));
      }
      if (timeoutMs > 0 && timeoutMs <= LONGEST_TIMER) {
        timer = setTimeout(() => fail({ kind: "timeout", message: `no answer within ${timeoutMs} ms`, timeoutMs }), timeoutMs);
      }
      signal?.addEventListener("abort", onAbort);
      forget = this.line.send({
        id,
        data,
        endpoint,
        isStale: () => !!this.server && this.server.endpoints[name()] !== endpoint.hash && fail(),
        reply: (body) => done(this.codec.reply(body, endpoint, this.limits)),
        fail,
      });
      if (!this.calls.has(fail)) forget();
    });
  }
}

/**
 * A value that does not fit its type, or one whose own getter threw.
 *
 * @param {unknown} error
 * @returns {T.CallError}
 */
function malformed(error) {
  const segments = error instanceof CodecError ? error.segments : [];
  return { kind: "malformed", message: messageOf(error), path: pathText("message", segments) };
}

/**
 * Makes a client from the codecs and transports that an entry has.
 *
 * @param {T.Sdk} sdk
 * @param {T.ConnectOptions} options
 * @param {T.Parts} parts
 * @returns {T.Client}
 */
export function open(sdk, options, parts) {
  const { codec: wanted } = options;
  const codec =
    typeof wanted === "object" ? wanted : parts.codecs.find((one) => wanted === undefined || one.name === wanted);
  if (codec === undefined) throw new TypeError(`this entry of the SDK has no codec ${wanted}`);
  // what is no text is made one
  const isSocket = /^wss?:/i.test(/** @type {string} */ (options.url));
  const transport = options.transport ?? (isSocket ? parts.webSocket : parts.http);
  if (transport === undefined) throw new TypeError(`this entry of the SDK has no transport for ${options.url}`);
  const client = new RuntimeClient(sdk, codec, transport, options);
  if (options.default !== false) sdk.client = client;
  return client;
}

/**
 * Begins a call. The promise never rejects.
 *
 * @param {T.Sdk} sdk
 * @param {T.Endpoint} endpoint
 * @param {unknown} message
 * @param {T.CallOptions} [options]
 * @returns {T.Call<any, any>}
 */
export function call(sdk, endpoint, message, options = {}) {
  const client = /** @type {RuntimeClient | undefined} */ (options.client ?? sdk.client);
  /** @type {Promise<T.CallResult<any, any>>} */
  const answer =
    client === undefined
      ? Promise.resolve({ ok: false, error: { kind: "offline", message: "there is no client: call connect first" } })
      : client.call(endpoint, message, options);
  return Object.assign(answer, {
    orThrow: () =>
      answer.then((result) => {
        if (result.ok) return result.value;
        throw new LiberoError(result.error);
      }),
  });
}
