// Starts the page: connects, draws, listens.

import * as sdk from "/sdk/index.js";
import { codec, overHttp, start } from "./api.js";
import { drawBoard, drawProgress, drawTags, startBoard } from "./board.js";
import { followDetails, openDetails } from "./details.js";
import { byId, toast } from "./dom.js";
import { dayFromInput, tagsFromInput } from "./format.js";
import { move } from "./moves.js";
import { drawPeople, startPeople } from "./people.js";
import { clearProblems, explain, showProblems } from "./problems.js";
import { changed, keep, onChange, store } from "./store.js";

startBoard({ open: (task) => openDetails(task.id), move });
onChange(() => {
  drawBoard();
  drawTags();
  drawProgress();
  drawPeople();
});

byId("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  if (button.disabled) return;
  const fields = ["Title", "Tags", "Due", "Priority"].map((name) => form.elements.namedItem(name));
  const sent = fields.map((field) => field.value);
  const [title, tags, due, priority] = sent;
  clearProblems(form);
  button.disabled = true;
  const added = await sdk.createTask({
    title,
    notes: null,
    priority,
    tags: tagsFromInput(tags),
    assignee: null,
    due: dayFromInput(due),
    estimate: null,
  });
  button.disabled = false;
  if (added.ok) {
    keep(added.value);
    // What was typed while the answer was on its way stays.
    fields.forEach((field, index) => {
      if (field.value === sent[index]) field.value = field.name === "Priority" ? "Normal" : "";
    });
    fields[0].focus();
  } else if (added.error.kind === "domain" && added.error.error.type === "Invalid") {
    showProblems(form, added.error.error.value);
  } else {
    toast(explain(added.error));
  }
});

byId("text").addEventListener("input", (event) => {
  store.filter.text = event.target.value;
  changed();
});

byId("transport").textContent = `This page speaks ${codec === "etf" ? "ETF" : "JSON"} over ${overHttp ? "HTTP" : "a WebSocket"}.`;

startPeople();
start({
  onState(state, online) {
    const words = {
      connecting: "connecting",
      offline: "not connected, trying again",
      open: overHttp ? "connected" : `live${online === null || online < 2 ? "" : `, ${online} here`}`,
    };
    byId("state").dataset.state = state;
    byId("state-text").textContent = words[state];
  },
  onEvent: followDetails,
  // What is the same in both versions still works: nothing that is being typed is taken away.
  onStale() {
    byId("stale").hidden = false;
  },
});
byId("reload").addEventListener("click", () => location.reload());
