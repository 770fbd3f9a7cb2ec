// Who sits before the page.

import * as sdk from "/sdk/index.js";
import { byId, h, labelled, redraw, toast } from "./dom.js";
import { clearProblems, describe, explain, showProblems } from "./problems.js";
import { changed, store } from "./store.js";

const KEY = "quickstart.person";
const NEW = "new";

/** The id of who was chosen; 0, which nobody has, until then. */
export function me() {
  const stored = localStorage.getItem(KEY) ?? "";
  return /^\d+$/.test(stored) ? BigInt(stored) : 0n;
}

function become(person) {
  store.people.set(person.id, person);
  localStorage.setItem(KEY, String(person.id));
  changed();
}

/** The choice at the top of the page. */
export function drawPeople() {
  const chosen = me();
  const known = store.people.has(chosen);
  const people = [...store.people.values()];
  redraw(byId("who"), [people, known && chosen], () => [
    ...(known ? [] : [h("option", { value: "", selected: true, disabled: true }, "choose…")]),
    ...people.map((person) => h("option", { value: person.id, selected: person.id === chosen }, person.name)),
    h("option", { value: NEW }, "someone new…"),
  ]);
  byId("who").value = known ? String(chosen) : "";
}

export function startPeople() {
  byId("who").addEventListener("change", (event) => {
    if (event.target.value === NEW) join();
    else become(store.people.get(BigInt(event.target.value)));
  });
}

function join() {
  const dialog = byId("join");
  const name = h("input", { autocomplete: "nickname" });
  const role = h("select", {},
    h("option", { value: "Guest" }, "guest"),
    h("option", { value: "Member", selected: true }, "member"),
    h("option", { value: "Owner" }, "owner"));
  const form = h("form", {
    class: "sheet",
    novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      clearProblems(form);
      const added = await sdk.addPerson({ name: name.value, role: role.value });
      if (added.ok) {
        become(added.value);
        dialog.close();
      } else if (added.error.kind === "domain" && added.error.error.type === "Name") {
        showProblems(form, new Map([["name", describe(added.error.error.value)]]));
      } else if (added.error.kind === "domain" && added.error.error.type === "NameTaken") {
        showProblems(form, new Map([["name", `${added.error.error.by.name} is there already: choose that name.`]]));
      } else {
        toast(explain(added.error));
      }
    },
  },
  h("h2", { id: "join-heading" }, "Someone new"),
  labelled("Name", name, "name"),
  labelled("Role", role, "role"),
  h("div", { class: "actions" },
    h("button", { class: "primary", type: "submit" }, "Join"),
    h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  dialog.className = "small";
  dialog.replaceChildren(form);
  dialog.onclose = drawPeople;
  dialog.showModal();
}
