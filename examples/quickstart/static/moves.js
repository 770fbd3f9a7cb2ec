// Moving a task to another column; to “Blocked” only with a reason.

import * as sdk from "/sdk/index.js";
import { byId, h, labelled, toast } from "./dom.js";
import { clearProblems, explain, showProblems } from "./problems.js";
import { keep, store } from "./store.js";

/** @param {object} task @param {string} column */
export async function move(task, column) {
  if (column === "Blocked") {
    askBlocker(task);
    return;
  }
  const failure = await send(task, { type: column });
  if (failure) {
    toast(explain(failure));
    putBack(task);
  }
}

/** Lets the control show where the task still is. */
function putBack(task) {
  const control = document.querySelector(`[data-focus="move-${task.id}"]`);
  const now = store.tasks.get(task.id);
  if (control && now) control.value = now.status.type;
}

/** Nothing when it worked, else the failure. */
async function send(task, to) {
  const moved = await sdk.moveTask({ id: task.id, version: task.version, to });
  if (moved.ok) {
    keep(moved.value);
    return null;
  }
  if (moved.error.kind === "domain" && moved.error.error.type === "Changed") keep(moved.error.error.current);
  return moved.error;
}

function askBlocker(task) {
  const dialog = byId("block");
  const others = [...store.tasks.values()].filter((other) => other.id !== task.id && other.status.type !== "Done");
  const reason = h("input", { placeholder: "The paint has not come" });
  const name = h("input", { list: "names" });
  const question = h("input", { placeholder: "Which blue?" });
  const other = h("select", {}, ...others.map((one) => h("option", { value: one.id }, one.title)));
  const parts = {
    Reason: labelled("What keeps it?", reason, "Blocker"),
    Person: h("div", { class: "grid" }, labelled("Whose answer?", name, "Blocker"), labelled("To what? (may stay empty)", question, "question")),
    Task: labelled("Which task?", other, "Blocker"),
  };
  const radios = [["Reason", "Something"], ["Person", "Someone’s answer"], ["Task", "Another task"]]
    .filter(([kind]) => kind !== "Task" || others.length > 0)
    .map(([kind, title]) => h("label", { class: "choice" },
      h("input", { type: "radio", name: "kind", value: kind, checked: kind === "Reason", onchange: () => show(kind) }), title));
  const place = h("div", {}, parts.Reason);
  let kind = "Reason";
  const show = (chosen) => {
    kind = chosen;
    place.replaceChildren(parts[chosen]);
  };
  const destination = () => {
    switch (kind) {
      case "Task": return { type: "Task", value: BigInt(other.value) };
      case "Person": return { type: "Person", name: name.value, question: question.value.trim() === "" ? null : question.value };
      default: return { type: "Reason", value: reason.value };
    }
  };
  const form = h("form", {
    class: "sheet",
    novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      clearProblems(form);
      const failure = await send(task, { type: "Blocked", value: destination() });
      if (failure === null) dialog.close();
      else if (failure.kind === "domain" && failure.error.type === "Invalid") showProblems(form, failure.error.value);
      else toast(explain(failure));
    },
  },
  h("div", {}, h("h2", { id: "block-heading" }, "What is in the way?"), h("p", { class: "quiet" }, task.title)),
  h("fieldset", {}, h("legend", {}, "It waits for"), ...radios),
  place,
  h("datalist", { id: "names" }, ...[...store.people.values()].map((person) => h("option", { value: person.name }))),
  h("div", { class: "actions" },
    h("button", { class: "primary", type: "submit" }, "Block"),
    h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  dialog.className = "small";
  dialog.replaceChildren(form);
  dialog.onclose = () => putBack(task);
  dialog.showModal();
  reason.focus();
}
