// The public surface of the run-time.

/** Why a call did not give a value. */
export type CallError<E = never> =
  /** The handler's own error. */
  | { kind: "domain"; error: E }
  /** There is no connection, or it was lost before the answer came. */
  | { kind: "offline"; message: string }
  /** No answer within `timeoutMs` milliseconds. */
  | { kind: "timeout"; message: string; timeoutMs: number }
  /** The call's `AbortSignal` was aborted; `reason` is the signal's. */
  | { kind: "aborted"; message: string; reason: unknown }
  /** The answer is not what the contract says; `path` leads to the place. */
  | { kind: "decode"; message: string; path: string }
  /** The server failed; `traceId` finds the failure in its log (empty where it gave none). */
  | { kind: "internal"; message: string; traceId: string }
  /** The server has no such function. */
  | { kind: "unknown_function"; message: string; name: string }
  /**
   * The request does not fit its type. Found before sending (`path` leads to the wrong value), or
   * by the server (`path` is its path, or empty).
   */
  | { kind: "malformed"; message: string; path: string }
  /** The server has another version of the function, or has it no more. It was not called. */
  | { kind: "stale"; message: string };

/** What a call resolves to. */
export type CallResult<T, E = never> = { ok: true; value: T } | { ok: false; error: CallError<E> };

/** A call under way. It never rejects. */
export interface Call<T, E = never> extends Promise<CallResult<T, E>> {
  /** The value, or a rejection with a {@link LiberoError}. */
  orThrow(): Promise<T>;
}

/** What `.orThrow()` throws. */
export class LiberoError<E = unknown> extends Error {
  constructor(error: CallError<E>);
  /** The error of the call. */
  readonly error: CallError<E>;
  /** `error.kind`. */
  readonly kind: CallError<E>["kind"];
}

/** A Rust `Result` inside a value. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** What one call may be given. */
export interface CallOptions {
  /** Ends the call with kind `aborted`. */
  signal?: AbortSignal;
  /** Milliseconds until the call ends with kind `timeout`; 0, or more than 2^31 - 1, for never. */
  timeoutMs?: number;
  /** The client, where it is not the one that `connect` made last. */
  client?: Client;
}

/** What a subscription may be given. */
export interface WatchOptions {
  /** Ends the iteration. */
  signal?: AbortSignal;
  /** How many values wait for the reader; beyond it the oldest is dropped. 1024 if absent. */
  buffer?: number;
  /** The client, where it is not the one that `connect` made last. */
  client?: Client;
}

/** Pushed values, from the moment of the subscription until it is ended or the client closed. */
export interface Pushes<T> extends AsyncIterableIterator<T> {
  /** How many values were dropped because the reader was slow. */
  readonly dropped: number;
  return(): Promise<IteratorResult<T>>;
  [Symbol.asyncIterator](): Pushes<T>;
}

/** Bounds on what is accepted from the server and on what is written. */
export interface Limits {
  /** Bytes of one message. 1 MiB. */
  maxBytes: number;
  /** Levels of JSON. 128. */
  maxJsonDepth: number;
  /** Levels of recursive types in ETF. 512. */
  maxEtfDepth: number;
  /** Items of one collection in JSON. 16,384. */
  maxJsonItems: number;
  /** Bytes of one string. 1 MiB. */
  maxStringBytes: number;
}

/** Names of the codecs. */
export type CodecName = "etf" | "json";

/** What `connect` may be given. */
export interface ConnectOptions<C extends CodecName = CodecName> {
  /** `ws:` and `wss:` open a WebSocket; anything else is posted to. */
  url: string | URL;
  /** The codec; the entry's first if absent, which is `"etf"` where the entry has both. */
  codec?: C | Codec;
  /** The transport, where the URL should not choose it. */
  transport?: Transport;
  /** Milliseconds for a call that gives none itself. 30,000; 0 for never. */
  timeoutMs?: number;
  /** Replaces some of the limits. */
  limits?: Partial<Limits>;
  /** Whether calls without a `client` use this one. True if absent. */
  default?: boolean;
  /** The WebSocket class, where it is not the global one. */
  WebSocket?: WebSocketClass;
  /** The fetch function, where it is not the global one. */
  fetch?: typeof fetch;
  /** Header fields for HTTP. */
  headers?: Record<string, string>;
  /** Whether a browser sends cookies with HTTP to other origins. */
  credentials?: RequestCredentials;
  /** Milliseconds before a lost WebSocket is opened again: doubled from `minMs` to `maxMs`, with jitter. */
  backoff?: { minMs?: number; maxMs?: number };
  /** Milliseconds for opening a WebSocket. 10,000. */
  connectTimeoutMs?: number;
  /** Told of each change of the connection. */
  onState?: (state: ConnectionState) => void;
  /**
   * Told once of each contract of the server that is not this SDK's: a new version is there. Calls and pushes
   * that are the same in both go on; the SDK's `staleFunctions` says which are not.
   */
  onStale?: (server: ServerContract) => void;
}

/** The contract of a server that speaks another one than the SDK. */
export interface ServerContract {
  readonly contractHash: string;
  /** The hash of each function, by `module/path.name`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The hash of each pushed type, by `module/path.Type`. */
  readonly pushes: Readonly<Record<string, string>>;
}

/** How a connection stands. HTTP is always `open` until closed. */
export type ConnectionState = "connecting" | "open" | "waiting" | "closed";

/** A connection to a server. */
export interface Client {
  /** How the connection stands. */
  readonly state: ConnectionState;
  /** Ends the connection, its calls (kind `offline`) and its subscriptions. */
  close(): void;
}

/** The part of the WebSocket class that is used. */
export interface WebSocketClass {
  new (url: string, protocols: string[]): WebSocketLike;
}

/** The part of a WebSocket that is used. */
export interface WebSocketLike {
  binaryType: string;
  /** The subprotocol that the server chose. Without it contracts are not compared. */
  readonly protocol?: string;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(data: any): void;
  close(code?: number, reason?: string): void;
}

/** What generated code says of one function, for one codec. */
export interface Operation {
  encode(value: any): any;
  ok(value?: any): any;
  err(value?: any): any;
}

/** What generated code says of one function. */
export interface Endpoint {
  readonly module: string;
  readonly name: string;
  /** The first 16 digits of its hash in the contract. */
  readonly hash?: string;
  /** Whether a lost call may be sent again. */
  readonly readOnly: boolean;
  readonly etf?: Operation;
  readonly json?: Operation;
}

/** What generated code says of one pushed type. */
export interface PushSource {
  readonly module: string;
  /** `module/path.Type`. */
  readonly type: string;
  /** The first 16 digits of its hash in the contract. */
  readonly hash?: string;
  /** The wire hashes of its constructors. */
  readonly hashes: readonly string[];
  readonly etf?: (value?: any) => any;
  readonly json?: (value?: any) => any;
}

/** What all calls of one generated SDK share. */
export interface Sdk {
  readonly contractHash: string;
  client: Client | undefined;
}

/** One message from the server, its envelope read. */
export type Frame =
  | { kind: "response"; id: number; body: any }
  | { kind: "push"; module: string; type: string; body: any };

/** Writes requests and reads answers. */
export interface Codec {
  readonly name: CodecName;
  readonly subprotocol: string;
  readonly contentType: string;
  /** Throws a CodecError where the message does not fit. */
  request(id: number, contractHash: string, endpoint: Endpoint, message: unknown, limits: Limits): Uint8Array | string;
  /** Reads an envelope; throws a CodecError where it is none. */
  open(data: Uint8Array | string, limits: Limits): Frame;
  /** Reads an answer. */
  reply(body: any, endpoint: Endpoint, limits: Limits): CallResult<any, any>;
  /** Whether a pushed value is of the type. */
  matches(source: PushSource, type: string): boolean;
  /** Reads a pushed value; throws a CodecError where it does not fit. */
  pushed(body: any, source: PushSource, limits: Limits): unknown;
}

/** A call on its way through a transport. */
export interface Pending {
  readonly id: number;
  readonly data: Uint8Array | string;
  readonly endpoint: Endpoint;
  /** Whether the server is known to have another version of the function; then the call ends here. */
  isStale(): boolean;
  /** Ends the call with an answer's body. */
  reply(body: any): void;
  /** Ends the call with an error: stale unless given. */
  fail(error?: CallError): void;
}

/** A subscription, as a transport sees it. */
export interface PushReader {
  /** Takes in a push, of whatever type. */
  push(frame: Frame): void;
  /** The line was closed. */
  end(): void;
}

/** A line to the server. */
export interface Line {
  /** Sends a call; the function that it returns forgets the call. */
  send(pending: Pending): () => void;
  /** Hands pushes to a reader; the function that it returns forgets the reader. Absent where the server cannot push. */
  watch?(reader: PushReader): () => void;
  close(): void;
}

/** What a transport is opened with. */
export interface LineOptions {
  options: ConnectOptions;
  codec: Codec;
  limits: Limits;
  /** The hash of the SDK's contract. */
  contractHash: string;
  /**
   * Takes in the document of the server's contract and gives its hash, or throws; to be called without one
   * where both speak the same contract.
   */
  learn(document?: string): string;
  state(state: ConnectionState): void;
}

/** Opens a line. */
export type Transport = (options: LineOptions) => Line;

/** The codec of ETF. */
export const etf: Codec;
/** The codec of typed JSON. */
export const json: Codec;
/** Posts each call. */
export const http: Transport;
/** One WebSocket for all calls and pushes, opened again when it is lost. */
export const webSocket: Transport;
/** Begins a call; generated functions call it. */
export function call(sdk: Sdk, endpoint: Endpoint, message: unknown, options?: CallOptions): Call<any, any>;
/** Begins a subscription; generated functions call it. */
export function watch(sdk: Sdk, source: PushSource, options?: WatchOptions): Pushes<any>;
/** Makes a client from the codecs and transports that an entry has; generated `connect` calls it. */
export function open(sdk: Sdk, options: ConnectOptions, parts: Parts): Client;

/** The codecs and transports that an entry has; the first codec is the default. */
export interface Parts {
  codecs: readonly Codec[];
  http?: Transport;
  webSocket?: Transport;
}
