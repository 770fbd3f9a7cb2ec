// Calls the task board through the generated SDK:
//
//     node main.mjs [ws|http] [etf|json] [URL]
//
// Ends with 1 when an answer is not as expected.

import assert from "node:assert/strict";
import * as sdk from "../../generated/sdk/index.js";

const [transport = "ws", codec = "etf", given] = process.argv.slice(2);
const base = new URL(given ?? process.env.QUICKSTART_URL ?? "http://127.0.0.1:8080");
const url = transport === "ws" ? new URL("/ws", base.href.replace(/^http/, "ws")) : new URL("/rpc", base);

const line = (title, text) => console.log(`${title.padEnd(10)} ${text}`);

const client = sdk.connect({ url, codec, timeoutMs: 10_000 });
line("connect", `${codec} to ${url}`);

// Subscribed before anything happens; over HTTP there is nobody to push.
const seen = [];
const stop = new AbortController();
const watching = transport === "ws" ? watch() : null;

async function watch() {
  for await (const event of sdk.watchBoardEvent({ signal: stop.signal })) seen.push(event);
}

/** Adds a person; one who is there already comes with the error. */
async function person(name) {
  const added = await sdk.addPerson({ name, role: "Member" });
  if (added.ok) return added.value;
  const { error } = added;
  if (error.kind === "domain" && error.error.type === "NameTaken") return error.error.by;
  throw new Error(`no person: ${error.kind}`);
}

const nadia = await person("Nadia");
line("person", `${nadia.name} is ${nadia.role} ${nadia.id}`);

let task = await sdk.createTask({
  title: "Written by Node",
  notes: null,
  priority: "High",
  tags: ["node", "demo"],
  assignee: nadia.id,
  due: [2032, 2, 29],
  estimate: [1, 2],
}).orThrow();
assert.equal(typeof task.id, "bigint");
assert.deepEqual(task.tags, ["demo", "node"]);
assert.deepEqual(task.due, [2032, 2, 29]);
line("task", `${task.id} “${task.title}”, tags ${task.tags.join(", ")}, due ${task.due.join("-")}`);

const refused = await sdk.createTask({
  title: " ", notes: null, priority: "Low", tags: [], assignee: null, due: [2031, 2, 29], estimate: null,
});
assert.equal(refused.ok, false);
assert.equal(refused.error.kind, "domain");
assert.equal(refused.error.error.type, "Invalid");
const problems = refused.error.error.value;
assert.ok(problems instanceof Map);
assert.deepEqual(problems.get("Title"), { type: "Empty" });
assert.deepEqual(problems.get("Due"), { type: "NoSuchDay" });
line("refused", [...problems].map(([field, problem]) => `${field} ${problem.type}`).join(", "));

const unsent = await sdk.loadTask({ id: -1n });
assert.equal(unsent.ok, false);
assert.equal(unsent.error.kind, "malformed");
line("not sent", `${unsent.error.path}: ${unsent.error.message}`);

task = await sdk.moveTask({
  id: task.id,
  version: task.version,
  to: { type: "Blocked", value: { type: "Person", name: "Ada", question: null } },
}).orThrow();
assert.deepEqual(task.status.by, { type: "Person", name: "Ada", question: null });
line("moved", `to ${task.status.type}, since ${new Date(Number(task.status.since / 1_000_000n)).toISOString()}`);

const unchanged = { title: null, notes: null, priority: null, tags: null, assignee: null, estimate: null };
const stale = await sdk.changeTask({ id: task.id, version: 1, change: { ...unchanged, due: { some: null } } });
assert.equal(stale.error.error.type, "Changed");
assert.deepEqual(stale.error.error.current, task);
task = await sdk.changeTask({ id: task.id, version: task.version, change: { ...unchanged, due: { some: null } } }).orThrow();
assert.equal(task.due, null);
assert.equal(task.title, "Written by Node");
line("changed", `due is ${task.due} now, version ${task.version}`);

const content = Uint8Array.from({ length: 256 }, (_, index) => index);
const file = await sdk.attach({ task: task.id, name: "all.bin", media_type: "", content }).orThrow();
const download = await sdk.loadAttachment({ id: file.id }).orThrow();
assert.deepEqual(Uint8Array.from(download.content), content);
line("attached", `${file.name}, ${file.size} bytes there and back`);

const comment = await sdk.addComment({ task: task.id, author: nadia.id, text: "Änderung 🎉" }).orThrow();
assert.equal(comment.text, "Änderung 🎉");
line("comment", `${comment.id} “${comment.text}”`);

const page = await sdk.listTasks({
  filter: { column: "Blocked", tag: "node", assignee: { some: nadia.id }, text: null }, after: null, limit: 1,
}).orThrow();
assert.equal(page.items.length, 1);
line("found", `${page.items.length} of ${page.total} by column, tag and person`);

const stats = await sdk.boardStats().orThrow();
assert.ok(stats.by_column instanceof Map && stats.by_tag.get("node") >= 1);
line("stats", [...stats.by_column].map(([column, count]) => `${column} ${count}`).join(", "));

const gone = new AbortController();
gone.abort();
const aborted = await sdk.limits({ signal: gone.signal });
assert.equal(aborted.error.kind, "aborted");

await sdk.removeTask({ id: task.id }).orThrow();
const missing = await sdk.loadTask({ id: task.id });
assert.deepEqual(missing.error, { kind: "domain", error: { type: "NotFound", id: task.id } });
line("removed", `${missing.error.error.type} ${missing.error.error.id}`);

if (watching) {
  const ours = () => seen.filter((event) => (event.value?.id ?? event.id ?? event.task) === task.id).map((event) => event.type);
  for (let tries = 0; !ours().includes("TaskRemoved") && tries < 100; tries += 1) {
    await new Promise((done) => { setTimeout(done, 20); });
  }
  assert.deepEqual(ours(), ["TaskAdded", "TaskChanged", "TaskChanged", "TaskChanged", "CommentAdded", "TaskChanged", "TaskRemoved"]);
  line("pushed", ours().join(", "));
  stop.abort();
  await watching;
}
client.close();
