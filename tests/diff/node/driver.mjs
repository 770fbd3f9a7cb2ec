// Runs the JavaScript ends of all rows in one process. Reads a job from the file of the first argument and
// prints what became of each part of it.
//
// A job: { sides: [folder of an SDK], writes: [{ side, module, call, type, json }],
// reads: [{ side, call, codec, data }] }; `data` is base64 for ETF. A read of a push has `watch` in
// place of `call`. Answers: { writes: [{ etf, json } | { error }], reads: [null | reason] }.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** @param {string} path */
const load = (path) => import(pathToFileURL(path).href);

const sides = await Promise.all(
  job.sides.map(async (folder) => ({
    sdk: await load(`${folder}/index.js`),
    codecs: await load(`${folder}/codecs/json.js`),
  })),
);

/** A client whose other end is this program. */
function client(side, codec) {
  const line = { sent: undefined, link: undefined, reader: undefined };
  const made = side.sdk.connect({
    url: "ws://nowhere.invalid",
    codec,
    timeoutMs: 0,
    default: false,
    transport(link) {
      line.link = link;
      queueMicrotask(() => link.state("open"));
      return {
        send(pending) {
          line.sent = pending;
          return () => {};
        },
        watch(reader) {
          line.reader = reader;
          return () => {};
        },
        close() {},
      };
    },
  });
  return { made, line };
}

function deliver(line, data) {
  const frame = line.link.codec.open(data, line.link.limits);
  if (frame.kind === "push") line.reader.push(frame);
  else line.sent.reply(frame.body);
}

function frameOf(codec, data) {
  return codec === "etf" ? new Uint8Array(Buffer.from(data, "base64")) : data;
}

const reason = (error) => (error.path ? `${error.path}: ${error.message}` : String(error.message ?? error));

async function write({ side, call, type, json }) {
  const { sdk, codecs } = sides[side];
  try {
    const message = codecs[`decode${type}`](JSON.parse(json));
    const frames = {};
    for (const codec of ["etf", "json"]) {
      const { made, line } = client(sides[side], codec);
      const options = { client: made };
      const answer = sdk[call].length === 1 ? sdk[call](options) : sdk[call](message, options);
      const early = await Promise.race([answer, new Promise((resolve) => setImmediate(resolve))]);
      if (early !== undefined) throw new Error(reason(early.error));
      const { data } = line.sent;
      frames[codec] = codec === "etf" ? Buffer.from(data).toString("base64") : data;
    }
    return frames;
  } catch (error) {
    return { error: reason(error) };
  }
}

async function read({ side, call, watch, codec, data }) {
  const { sdk } = sides[side];
  const { made, line } = client(sides[side], codec);
  try {
    if (watch !== undefined) {
      const pushes = sdk[watch]({ client: made });
      const next = pushes.next().then(() => null, reason);
      deliver(line, frameOf(codec, data));
      const late = new Promise((resolve) => setImmediate(() => resolve("no reader took it")));
      return await Promise.race([next, late]);
    }
    // What is sent does not matter: the line is asked for a reply to it.
    const endpoint = { client: made };
    const pending = begin(sdk[call], endpoint, line);
    deliver(line, frameOf(codec, data));
    const answer = await pending;
    return answer.ok || answer.error.kind === "domain" ? null : reason(answer.error);
  } catch (error) {
    return reason(error);
  }
}

/** Begins a call whatever its message: the codec's writer is left out. */
function begin(call, options, line) {
  const { codec } = line.link;
  const request = codec.request;
  codec.request = () => (codec.name === "etf" ? new Uint8Array() : "");
  try {
    const answer = call.length === 1 ? call(options) : call({}, options);
    // A call is sent at the latest when the state is known.
    return answer;
  } finally {
    codec.request = request;
  }
}

const writes = [];
for (const one of job.writes) writes.push(await write(one));
const reads = [];
for (const one of job.reads) {
  // A read waits for nothing but what is delivered to it.
  reads.push(await read(one));
}
process.stdout.write(JSON.stringify({ writes, reads }));
