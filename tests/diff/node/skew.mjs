// Runs the SDKs of all rows against servers of either side, many at a time. Reads a job from the file of
// the first argument, and prints what each client was told.
//
// A job: { runtime: folder, sides: [folder of an SDK],
// clients: [{ side, url, codec, calls: [{ call, type, json }], watches: [function], messages }] }. Each call
// is made twice: before it is known what the server has, and after. `messages` is how many come
// on a socket in all. Answers: [{ calls: [[text, text]], pushes: [[text]], told: [[function]] } | { error }].

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

/** How long a client may take. */
const PATIENCE_MS = 60_000;
const AT_A_TIME = 48;

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** @param {string} path */
const load = (path) => import(pathToFileURL(path).href);

const { NodeWebSocket } = await load(`${job.runtime}/node-websocket.js`);
const sides = await Promise.all(
  job.sides.map(async (folder) => ({
    sdk: await load(`${folder}/index.js`),
    codecs: await load(`${folder}/codecs/json.js`),
  })),
);

const text = (value) => inspect(value, { depth: Infinity, maxArrayLength: null, maxStringLength: null, sorted: true });

/** A WebSocket that says when so many messages were handed over. */
function counting(count) {
  let all;
  const done = new Promise((resolve) => (all = resolve));
  if (count === 0) all();
  class Counting extends NodeWebSocket {
    #taker = null;
    get onmessage() {
      return (event) => {
        this.#taker?.(event);
        if (--count === 0) all();
      };
    }
    set onmessage(taker) {
      // The base sets it before there are fields here.
      if (taker) this.#taker = taker;
    }
  }
  return { WebSocket: Counting, done };
}

async function run({ side, url, codec, calls, watches, messages }) {
  const { sdk, codecs } = sides[side];
  const told = [];
  const { WebSocket, done } = counting(messages);
  const client = sdk.connect({
    url, codec, WebSocket, default: false, timeoutMs: PATIENCE_MS, onStale: (server) => told.push(sdk.staleFunctions(server)),
  });
  const pushes = watches.map((name) => collect(sdk[name]({ client })));
  const round = () =>
    Promise.all(calls.map(async ({ call, type, json }) => {
      const message = codecs[`decode${type}`](JSON.parse(json));
      const options = { client };
      const answer = await (sdk[call].length === 1 ? sdk[call](options) : sdk[call](message, options));
      if (answer.ok) return `ok ${text(answer.value)}`;
      const { kind } = answer.error;
      if (kind === "domain") return `domain ${text(answer.error.error)}`;
      return kind === "stale" ? kind : `${kind}: ${answer.error.message}`;
    }));
  const first = await round();
  const second = await round();
  if (url.startsWith("ws:")) await done;
  client.close();
  return { calls: first.map((one, index) => [one, second[index]]), pushes: await Promise.all(pushes), told };
}

async function collect(pushes) {
  const all = [];
  try {
    for await (const value of pushes) all.push(text(value));
  } catch (error) {
    all.push(`refused: ${error.message}`);
  }
  return all;
}

const patient = (promise) => {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve({ error: "it hangs" }), PATIENCE_MS)));
  return Promise.race([promise.catch((error) => ({ error: String(error?.stack ?? error) })), late]).finally(() => clearTimeout(timer));
};

const answers = [];
let next = 0;
await Promise.all(
  Array.from({ length: AT_A_TIME }, async () => {
    while (next < job.clients.length) {
      const index = next++;
      answers[index] = await patient(run(job.clients[index]));
    }
  }),
);
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
