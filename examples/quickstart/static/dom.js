// Making elements, without markup in strings: text can never become code.

/**
 * An element. Properties that start with `on` are listeners, the others attributes; null and false
 * leave an attribute out.
 * @param {string} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with an id. @param {string} id */
export const byId = (id) => document.getElementById(id);

const drawn = new WeakMap();

/**
 * Fills an element anew, if what it shows depends on other values than the last time: an open list
 * of choices or a focus inside is then not lost for nothing.
 * @param {Element} parent @param {unknown} values @param {() => Iterable<Node>} make
 */
export function redraw(parent, values, make) {
  const key = JSON.stringify(values, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  if (drawn.get(parent) === key) return;
  drawn.set(parent, key);
  const focused = parent.contains(document.activeElement) ? document.activeElement.getAttribute("data-focus") : null;
  parent.replaceChildren(...make());
  if (focused) parent.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

let counter = 0;

/**
 * A labelled control with a place for what is wrong with it. `field` is the server's name of it.
 * @param {string} label @param {HTMLElement} control @param {string} field @param {string} [className]
 */
export function labelled(label, control, field, className = "field") {
  counter += 1;
  control.id ||= `control-${counter}`;
  control.setAttribute("name", field);
  return h("div", { class: className },
    h("label", { for: control.id }, label),
    control,
    h("p", { class: "problem", id: `${control.id}-problem`, hidden: true }));
}

let toastTimer;

/** A line at the foot of the page, for a while. @param {string} text */
export function toast(text) {
  const line = byId("toast");
  line.textContent = text;
  line.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { line.hidden = true; }, 6000);
}
