// One task: its fields, comments and attachments.

import * as sdk from "/sdk/index.js";
import { COLUMNS } from "./board.js";
import { byId, h, labelled, toast } from "./dom.js";
import * as format from "./format.js";
import { me } from "./people.js";
import { clearProblems, describe, explain, showProblems, size } from "./problems.js";
import { forget, keep, store } from "./store.js";

/** The id of the task that is open, or null. */
let openId = null;

/** @param {bigint} id */
export async function openDetails(id) {
  const loaded = await sdk.loadTask({ id });
  if (!loaded.ok) {
    toast(explain(loaded.error));
    return;
  }
  keep(loaded.value.task);
  openId = id;
  const dialog = byId("details");
  dialog.className = "";
  dialog.replaceChildren(sheet(loaded.value, dialog));
  dialog.onclose = () => { openId = null; };
  if (!dialog.open) dialog.showModal();
}

/** Shows what another tab did to the task that is open. */
export function followDetails(event) {
  const dialog = byId("details");
  if (openId === null) return;
  if (event.type === "CommentAdded" && event.task === openId) {
    addComment(dialog.querySelector(".comments"), event.comment);
  } else if (event.type === "TaskRemoved" && event.id === openId) {
    dialog.close();
    toast("This task was removed.");
  }
}

function sheet({ task, comments, attachments }, dialog) {
  const column = COLUMNS.find(([name]) => name === task.status.type)?.[1];
  const since = task.status.since ?? task.status.at;
  return h("div", { class: "sheet" },
    h("header", {},
      h("div", {},
        h("h2", { id: "details-heading" }, task.title),
        h("p", { class: "quiet" }, `${column}${since === undefined ? "" : ` since ${format.moment(since)}`} · added ${format.moment(task.created)}`)),
      h("button", { class: "plain", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, "✕")),
    editor(task, dialog),
    commentSection(task, comments),
    fileSection(task, attachments));
}

function editor(task, dialog) {
  let current = task;
  const title = h("input", { value: task.title });
  const notes = h("textarea", {}, task.notes ?? "");
  const tags = h("input", { value: task.tags.join(", ") });
  const due = h("input", { type: "date", value: format.dayToInput(task.due) });
  const priority = h("select", {}, ...["Low", "Normal", "High"].map((one) => h("option", { value: one, selected: one === task.priority }, one.toLowerCase())));
  const assignee = h("select", {},
    h("option", { value: "" }, "nobody"),
    ...[...store.people.values()].map((person) => h("option", { value: person.id, selected: person.id === task.assignee }, person.name)));
  const [low, high] = task.estimate ?? ["", ""];
  const atLeast = h("input", { type: "number", min: 0, max: 65535, value: low, "aria-label": "Hours, at least" });
  const atMost = h("input", { type: "number", min: 0, max: 65535, value: high, "aria-label": "Hours, at most" });
  const estimate = labelled("Hours, at least and at most", atLeast, "Estimate");
  const pair = h("div", { class: "pair" });
  atLeast.replaceWith(pair);
  pair.append(atLeast, "to", atMost);

  // Only what is different is sent; `{ some: null }` empties a field that may be empty.
  const change = () => {
    const hours = atLeast.value === "" && atMost.value === "" ? null : [Number(atLeast.value || atMost.value), Number(atMost.value || atLeast.value)];
    const empty = (text) => (text.trim() === "" ? null : text);
    const person = assignee.value === "" ? null : BigInt(assignee.value);
    const day = format.dayFromInput(due.value);
    const words = format.tagsFromInput(tags.value);
    const unless = (same, value) => (same ? null : value);
    return {
      title: unless(title.value === current.title, title.value),
      notes: unless(empty(notes.value) === current.notes, { some: empty(notes.value) }),
      priority: unless(priority.value === current.priority, priority.value),
      tags: unless(words.toSorted().join() === current.tags.toSorted().join(), words),
      assignee: unless(person === current.assignee, { some: person }),
      due: unless(String(day) === String(current.due), { some: day }),
      estimate: unless(String(hours) === String(current.estimate), { some: hours }),
    };
  };
  const form = h("form", {
    novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      clearProblems(form);
      const saved = await sdk.changeTask({ id: current.id, version: store.tasks.get(current.id)?.version ?? current.version, change: change() });
      if (saved.ok) {
        keep(saved.value);
        dialog.close();
        return;
      }
      const domain = saved.error.kind === "domain" ? saved.error.error : null;
      if (domain?.type === "Invalid") showProblems(form, domain.value);
      else toast(explain(saved.error));
      if (domain?.type === "Changed") {
        keep(domain.current);
        openDetails(domain.current.id);
      }
    },
  },
  h("div", { class: "grid" },
    labelled("Title", title, "Title", "field wide"),
    labelled("Notes", notes, "Notes", "field wide"),
    labelled("Tags", tags, "Tags"),
    labelled("Priority", priority, "Priority"),
    labelled("Assigned to", assignee, "Assignee"),
    labelled("Due", due, "Due"),
    estimate,
    h("div", { class: "actions wide" },
      h("button", { class: "primary", type: "submit" }, "Save"),
      h("button", { class: "danger end", type: "button", onclick: () => remove(task, dialog) }, "Remove task"))));
  return form;
}

async function remove(task, dialog) {
  const removed = await sdk.removeTask({ id: task.id });
  if (!removed.ok) {
    toast(explain(removed.error));
    return;
  }
  openId = null;
  dialog.close();
  forget(task.id);
}

function commentSection(task, comments) {
  const list = h("ul", { class: "comments" });
  for (const comment of comments.items) addComment(list, comment);
  const text = h("textarea", { rows: 2, placeholder: "Say something" });
  const form = h("form", {
    class: "field",
    novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      clearProblems(form);
      const added = await sdk.addComment({ task: task.id, author: me(), text: text.value });
      if (added.ok) {
        text.value = "";
        addComment(list, added.value);
        return;
      }
      const domain = added.error.kind === "domain" ? added.error.error : null;
      const words = domain?.type === "Text" ? describe(domain.value) : explain(added.error);
      if (domain?.type === "Text" || domain?.type === "NoAuthor") showProblems(form, new Map([["text", words]]));
      else toast(words);
    },
  },
  labelled("Comment", text, "text"),
  h("div", { class: "actions" }, h("button", { type: "submit" }, "Comment")));
  return h("section", {}, h("h3", {}, "Comments"), list, form);
}

/** Adds a comment once: the reply and the push both bring it. */
function addComment(list, comment) {
  if (!list || list.querySelector(`[data-comment="${comment.id}"]`)) return;
  const name = store.people.get(comment.author)?.name ?? `person ${comment.author}`;
  list.append(h("li", { "data-comment": comment.id },
    h("span", { class: "face", "aria-hidden": "true" }, format.initials(name)),
    h("div", {}, h("small", {}, `${name}, ${format.moment(comment.written)}`), h("p", {}, comment.text))));
}

function fileSection(task, attachments) {
  const list = h("ul", { class: "files" }, ...attachments.map(file));
  const input = h("input", {
    type: "file",
    onchange: async () => {
      const [chosen] = input.files;
      if (!chosen) return;
      clearProblems(form);
      const max = store.limits?.attachment;
      if (max !== undefined && BigInt(chosen.size) > max) {
        showProblems(form, new Map([["file", `The file has ${size(BigInt(chosen.size))}; ${size(max)} at most.`]]));
        return;
      }
      const content = new Uint8Array(await chosen.arrayBuffer());
      const attached = await sdk.attach({ task: task.id, name: chosen.name, media_type: chosen.type, content });
      input.value = "";
      if (attached.ok) list.append(file(attached.value));
      else showProblems(form, new Map([["file", explain(attached.error)]]));
    },
  });
  const form = h("form", {}, labelled("Attach a file", input, "file"));
  return h("section", {}, h("h3", {}, "Files"), list, form);
}

function file(attachment) {
  return h("li", {},
    h("button", { type: "button", class: "plain", onclick: () => download(attachment) }, attachment.name),
    h("small", {}, size(attachment.size)));
}

async function download(attachment) {
  const loaded = await sdk.loadAttachment({ id: attachment.id });
  if (!loaded.ok) {
    toast(explain(loaded.error));
    return;
  }
  // Never as its own type: a page that someone attached must not run here.
  const url = URL.createObjectURL(new Blob([loaded.value.content], { type: "application/octet-stream" }));
  h("a", { href: url, download: attachment.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
