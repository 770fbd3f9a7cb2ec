// The one place that knows how the page is connected.
//
// The page chooses by its address: `/` speaks ETF over a WebSocket, `/?codec=json` JSON over a
// WebSocket, `/?transport=http` calls by POST (and then asks again instead of being told).

import * as sdk from "/sdk/index.js";
import { beginLoad, changed, forget, keep, onTaskChange, store } from "./store.js";

const query = new URLSearchParams(location.search);
export const codec = query.get("codec") === "json" ? "json" : "etf";
export const overHttp = query.get("transport") === "http";

const scheme = location.protocol === "https:" ? "s" : "";
const url = overHttp
  ? `http${scheme}://${location.host}/rpc`
  : `ws${scheme}://${location.host}/ws`;

/** How often a page without pushes asks. */
const ASK_EVERY_MS = 3000;

/**
 * Connects, loads the board, and keeps it up to date.
 * @param {{ onState: (state: "connecting" | "open" | "offline", online: number | null) => void,
 *           onEvent: (event: object) => void, onStale: () => void }} page
 */
export function start(page) {
  onTaskChange(refreshStats);
  if (overHttp) {
    sdk.connect({ url, codec, onStale: page.onStale });
    const ask = async () => {
      const loaded = await load();
      page.onState(loaded ? "open" : "offline", null);
      setTimeout(ask, ASK_EVERY_MS);
    };
    ask();
    return;
  }
  let online = null;
  sdk.connect({
    url,
    codec,
    onStale: page.onStale,
    onState(state) {
      page.onState(state === "open" ? "open" : state === "connecting" && online === null ? "connecting" : "offline", online);
      // After a break the board may be another one.
      if (state === "open") load();
    },
  });
  follow((event) => {
    if (event.type === "Online") {
      online = event.value;
      page.onState("open", online);
    }
    take(event);
    page.onEvent(event);
  });
}

async function follow(onEvent) {
  for await (const event of sdk.watchBoardEvent()) onEvent(event);
}

function take(event) {
  switch (event.type) {
    case "TaskAdded":
      store.fresh.add(event.value.id);
      keep(event.value);
      break;
    case "TaskChanged":
      keep(event.value);
      break;
    case "TaskRemoved":
      forget(event.id);
      break;
    case "PersonJoined":
      store.people.set(event.value.id, event.value);
      changed();
      break;
    case "Missed":
      load();
      break;
    default:
  }
}

/** Loads everything. Whether that worked. */
async function load() {
  const finish = beginLoad();
  refreshStats();
  const [limits, people, tasks] = await Promise.all([sdk.limits(), sdk.listPeople(), everyTask()]);
  if (!limits.ok || !people.ok || tasks === null) return false;
  store.limits = limits.value;
  store.people = new Map(people.value.map((person) => [person.id, person]));
  finish(tasks);
  changed();
  return true;
}

async function everyTask() {
  const filter = { column: null, tag: null, assignee: null, text: null };
  const tasks = [];
  let after = null;
  do {
    const page = await sdk.listTasks({ filter, after, limit: 100 });
    if (!page.ok) return null;
    tasks.push(...page.value.items);
    after = page.value.next;
  } while (after !== null);
  return tasks;
}

let statsTimer;

/** Asks for the figures, once after a burst of changes. */
function refreshStats() {
  clearTimeout(statsTimer);
  statsTimer = setTimeout(askStats, 60);
}

async function askStats() {
  const stats = await sdk.boardStats();
  if (!stats.ok) return;
  store.stats = stats.value;
  changed();
}
