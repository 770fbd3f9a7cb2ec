// A client of a server that makes its answers up.
//
//     node client.mjs SDK BASE ANSWERS
//
// SDK is the folder of the quickstart's SDK, BASE the address of the server, ANSWERS the file that it
// takes answers from. Prints one line of JSON: what was made up, which is the same in every run.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, base, answers] = process.argv.slice(2);
const sdk = await import(pathToFileURL(resolve(folder, "index.js")).href);
// The items of a set are in another order in each codec.
const plain = (value) => JSON.stringify(value, (key, it) =>
  key === "tags" && Array.isArray(it) ? it.sort() : typeof it === "bigint" ? `${it}n` : it instanceof Map ? [...it] : it instanceof Uint8Array ? [...it] : it);

const given = {
  count_tasks: [{ ok: 5 }, { failure: "the disk is full" }],
  "board/tasks.list_tasks": { delay_ms: 1 },
  remove_task: { error: { type: "NotFound", id: "9007199254740993" } },
  pushes: [{ push: "BoardEvent", value: { type: "TaskRemoved", id: 12 }, every_ms: 50 }],
};

const seen = [];
for (const [transport, codec] of [["ws", "etf"], ["ws", "json"], ["http", "etf"], ["http", "json"]]) {
  const path = transport === "ws" ? "/ws" : "/rpc";
  const url = new URL(path, transport === "ws" ? base.replace("http", "ws") : base);
  const client = sdk.connect({ url, codec, timeoutMs: 5000, default: false });

  const details = await sdk.loadTask({ id: 7n }, { client }).orThrow();
  assert.equal(details.task.id, 7n, "what was asked for");
  assert.equal(typeof details.task.title, "string");
  assert.deepEqual(await sdk.loadTask({ id: 7n }, { client }).orThrow(), details);
  const other = await sdk.loadTask({ id: 8n }, { client }).orThrow();
  assert.notDeepEqual({ ...other.task, id: 7n }, details.task);
  seen.push(plain(details));

  const limits = await sdk.limits({ client }).orThrow();
  seen.push(plain(limits));

  writeFileSync(answers, JSON.stringify(given));
  await until(async () => {
    const removed = await sdk.removeTask({ id: 3n, version: 1 }, { client });
    return !removed.ok;
  });
  const removed = await sdk.removeTask({ id: 3n, version: 1 }, { client });
  assert.deepEqual(removed.error.error, { type: "NotFound", id: 9007199254740993n });

  const turns = [await count(client), await count(client), await count(client)];
  assert.deepEqual(turns, [5n, "internal", 5n]);

  if (transport === "ws") {
    for await (const event of sdk.watchBoardEvent({ client })) {
      assert.deepEqual(event, { type: "TaskRemoved", id: 12n });
      break;
    }
  }
  writeFileSync(answers, "{}");
  await until(async () => (await sdk.removeTask({ id: 3n, version: 1 }, { client })).ok);
  client.close();
}
assert.equal(new Set(seen).size, 2, "the same over both transports, in both codecs");

const contract = await (await fetch(new URL("/contract.json", base))).json();
assert.equal(contract.protocol_version, "libero-json-v1");
const preflight = await fetch(new URL("/rpc", base), {
  method: "OPTIONS",
  headers: { origin: "http://localhost:5173", "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
});
assert.equal(preflight.status, 200);
console.log(seen[0]);
process.exit(0);

async function count(client) {
  const counted = await sdk.countTasks({ client });
  return counted.ok ? counted.value : counted.error.kind;
}

async function until(done) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await done()) return;
    await new Promise((wake) => setTimeout(wake, 25));
  }
  throw new Error("the answers were not read again");
}
