// The columns and their cards.

import { byId, h, redraw } from "./dom.js";
import * as format from "./format.js";
import { changed, store, visible } from "./store.js";

export const COLUMNS = [["Todo", "To do"], ["Doing", "Doing"], ["Blocked", "Blocked"], ["Done", "Done"]];

/** The list and the count of each column. */
const lists = new Map();

/**
 * Makes the empty columns.
 * @param {{ open: (task: object) => void, move: (task: object, column: string) => void }} actions
 */
export function startBoard(actions) {
  for (const [column, title] of COLUMNS) {
    const count = h("span", {});
    const list = h("ul", {});
    const element = h("section", { class: "column", "data-column": column, "aria-label": title },
      h("header", {}, h("h2", {}, title), count), list);
    acceptDrops(element, column, actions);
    lists.set(column, { count, list, actions });
    byId("board").append(element);
  }
}

/** Shows the tasks that pass the filter. */
export function drawBoard() {
  const tasks = visible();
  for (const [column, { count, list, actions }] of lists) {
    const here = tasks.filter((task) => task.status.type === column);
    count.textContent = String(here.length);
    const shown = here.map((task) => [task, words(task)]);
    redraw(list, shown, () => (here.length === 0
      ? [h("li", { class: "none" }, "Nothing here")]
      : here.map((task) => h("li", {}, card(task, actions)))));
  }
  byId("board").setAttribute("aria-busy", "false");
}

/** What a card says that is not in its task. */
const words = (task) => [
  store.people.get(task.assignee)?.name,
  task.status.type === "Blocked" && format.blocker(task.status.by, store.tasks),
];

function card(task, actions) {
  const person = task.assignee === null ? null : store.people.get(task.assignee);
  const element = h("article", {
    class: store.fresh.delete(task.id) ? "card new" : "card",
    draggable: "true",
    "data-task": task.id,
    ondragstart: (event) => event.dataTransfer.setData("text/plain", String(task.id)),
  },
  h("button", { class: "open", type: "button", "data-focus": `open-${task.id}`, onclick: () => actions.open(task) }, task.title),
  task.status.type === "Blocked" && h("p", { class: "why" }, format.blocker(task.status.by, store.tasks)),
  facts(task),
  task.tags.length > 0 && h("div", { class: "tags" }, ...task.tags.map((tag) => h("span", { class: "tag" }, tag))),
  h("footer", {},
    mover(task, actions),
    person && h("span", { class: "face", title: person.name, role: "img", "aria-label": `assigned to ${person.name}` }, format.initials(person.name))));
  return element;
}

function facts(task) {
  const late = task.due !== null && task.status.type !== "Done" && format.past(task.due);
  const list = [
    task.priority === "High" && h("span", { class: "high" }, "high priority"),
    task.priority === "Low" && h("span", {}, "low priority"),
    task.due !== null && h("span", { class: late ? "late" : null }, `${late ? "was due" : "due"} ${format.day(task.due)}`),
    task.estimate !== null && h("span", {}, `${task.estimate[0]}–${task.estimate[1]} h`),
    task.comments > 0 && h("span", {}, task.comments === 1 ? "1 comment" : `${task.comments} comments`),
    task.attachments > 0 && h("span", {}, task.attachments === 1 ? "1 file" : `${task.attachments} files`),
  ].filter(Boolean);
  return list.length > 0 && h("div", { class: "facts" }, ...list);
}

function mover(task, actions) {
  const select = h("select", {
    "aria-label": `Move “${task.title}” to`,
    "data-focus": `move-${task.id}`,
    onchange: () => actions.move(task, select.value),
  }, ...COLUMNS.map(([column, title]) => h("option", { value: column, selected: column === task.status.type }, title)));
  return select;
}

function acceptDrops(element, column, actions) {
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("target");
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove("target");
  });
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("target");
    const id = event.dataTransfer.getData("text/plain");
    const task = /^\d+$/.test(id) ? store.tasks.get(BigInt(id)) : undefined;
    if (task && task.status.type !== column) actions.move(task, column);
  });
}

/** The tags to filter by, with the server's count of each. */
export function drawTags() {
  const counts = store.stats?.by_tag ?? new Map();
  const tags = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  redraw(byId("tags"), [tags, store.filter.tag], () => tags.map(([tag, count]) => h("button", {
    class: "tag",
    type: "button",
    "data-focus": `tag-${tag}`,
    "aria-pressed": String(store.filter.tag === tag),
    onclick: () => {
      store.filter.tag = store.filter.tag === tag ? null : tag;
      changed();
    },
  }, tag, h("small", {}, String(count)))));
}

/** How much is done. */
export function drawProgress() {
  const done = store.stats?.done ?? null;
  byId("progress").hidden = done === null;
  if (done === null) return;
  const columns = store.stats.by_column;
  const total = [...columns.values()].reduce((sum, count) => sum + count, 0);
  byId("done").value = done;
  byId("done-text").textContent = `${columns.get("Done") ?? 0} of ${total} done`;
}
