// Development tools: every message in the console, and in window.__RALLY_MESSAGES__; a page that is
// loaded anew when the application was built anew, with its fields and where it was scrolled to; errors
// of a build over the page. In production none of this is served.
const here = document.currentScript?.dataset ?? document.querySelector("script[data-rally-dev]").dataset;
const hooks = (window.__rally ??= {});
const messages = (window.__RALLY_MESSAGES__ ??= []);
const KEPT = 1000;

// ---- what the contract calls things

const constructors = new Map();
const handlers = new Map();
// Clients of `rally build --release` come without one: then messages have hashes in the place of names.
const nothing = { json: () => ({ types: [] }) };
const contract = Promise.resolve(here.contract ? fetch(here.contract) : nothing)
  .then((response) => response.json())
  .then(({ types, endpoints = [] }) => {
    for (const type of types)
      for (const variant of type.variants) {
        const name = type.variants.length === 1 && variant.variant_name === type.type_name
          ? type.type_name
          : `${type.type_name}.${variant.variant_name}`;
        constructors.set(variant.wire_hash, { name, labels: variant.field_labels });
      }
    for (const { module, name, request } of endpoints)
      handlers.set(`${request.module_path}.${request.type_name}`, `${module}.${name}`);
    for (const type of types)
      for (const variant of type.variants) {
        const handler = handlers.get(`${type.module_path}.${type.type_name}`);
        if (handler) handlers.set(variant.wire_hash, handler);
      }
  })
  .catch((error) => console.warn("rally: no contract, so messages have no names", error));

// ---- terms, for people: constructors by name, everything else as the nearest thing that JavaScript has

const text = new TextDecoder("utf-8", { fatal: true });

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }
  u8() { return this.view.getUint8(this.at++); }
  u16() { return (this.at += 2, this.view.getUint16(this.at - 2)); }
  u32() { return (this.at += 4, this.view.getUint32(this.at - 4)); }
  take(length) { return this.bytes.subarray(this.at, (this.at += length)); }
  many(length) { return Array.from({ length }, () => this.term()); }

  term() {
    const tag = this.u8();
    switch (tag) {
      case 97: return this.u8();
      case 98: return (this.at += 4, this.view.getInt32(this.at - 4));
      case 70: return (this.at += 8, this.view.getFloat64(this.at - 8));
      case 110: return this.big(this.u8());
      case 111: return this.big(this.u32());
      case 119: return atom(text.decode(this.take(this.u8())));
      case 109: return binary(this.take(this.u32()));
      case 106: return [];
      case 107: return [...this.take(this.u16())];
      case 108: { const items = this.many(this.u32()); this.at += 1; return items; }
      case 116: return new Map(Array.from({ length: this.u32() }, () => [this.term(), this.term()]));
      case 104: return tuple(this, this.u8());
      case 105: return tuple(this, this.u32());
      default: throw new Error(`tag ${tag} at ${this.at - 1}`);
    }
  }
  big(length) {
    const sign = this.u8();
    const value = this.take(length).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return sign ? -value : value;
  }
}

const binary = (bytes) => {
  try { return text.decode(bytes); } catch { return bytes.slice(); }
};
const atoms = new Map([["true", true], ["false", false], ["nil", null], ["none", null]]);
const atom = (name) => (atoms.has(name) ? atoms.get(name) : (constructors.get(name)?.name ?? name));

function tuple(reader, length) {
  const start = reader.at;
  const isAtom = length && reader.bytes[start] === 119;
  const name = isAtom && text.decode(reader.bytes.subarray(start + 2, start + 2 + reader.bytes[start + 1]));
  const constructor = constructors.get(name);
  const [head, ...fields] = reader.many(length);
  if (constructor) {
    const labelled = fields.map((value, index) => [constructor.labels[index] ?? index, value]);
    return { [constructor.name]: Object.fromEntries(labelled) };
  }
  if (name === "some") return fields[0];
  if (name === "ok" || name === "error") return { [name]: fields[0] };
  return [head, ...fields];
}

function request(bytes) {
  const reader = new Reader(bytes);
  reader.at = 1;
  const [arity, module, id] = [reader.u8() === 104 && reader.u8(), reader.term(), reader.term()];
  const at = reader.at;
  const hashAt = reader.bytes[at] === 119 ? at : at + 2;
  const hash = text.decode(reader.bytes.subarray(hashAt + 2, hashAt + 2 + reader.bytes[hashAt + 1]));
  return { arity, id, name: handlers.get(hash) ?? `${module}.${hash}`, value: reader.term() };
}

function response(bytes) {
  const reader = new Reader(bytes);
  if (reader.u8() === 1) {
    reader.at += 3;
    return { direction: "push", name: reader.term(), value: reader.term() };
  }
  const id = reader.u32();
  reader.at += 1;
  return { direction: "in", id, value: reader.term() };
}

// ---- messages

const sent = new Map();
const arrows = { out: "→", in: "←", push: "⇐" };

hooks.frame = async (direction, bytes) => {
  const at = performance.now();
  await contract;
  let entry = { at, direction, size: bytes.length };
  try {
    entry = { ...entry, ...(direction === "out" ? request(bytes) : response(bytes)) };
  } catch (error) {
    entry.error = String(error);
  }
  if (direction === "out") sent.set(entry.id, entry);
  const question = direction !== "out" && sent.get(entry.id);
  if (question) {
    sent.delete(entry.id);
    entry.name = question.name;
    entry.latency = at - question.at;
  }
  messages.push(entry);
  if (messages.length > KEPT) messages.shift();
  const took = entry.latency === undefined ? "" : ` ${entry.latency.toFixed(1)} ms`;
  console.debug(`%c${arrows[entry.direction]} ${entry.name ?? "?"}%c${took}`, "font-weight:bold", "color:gray", entry.value ?? entry.error);
};
hooks.status = (status) => console.debug(`rally: ${status}`);
hooks.version = (hash) => console.info(`rally: the server has another version (${hash.slice(0, 12)}): load the page again`);

// ---- a page that could not take over what the server rendered

const served = document.getElementById("rally-app")?.cloneNode(true);

// Elements and texts; texts that touch are one, since comments between them are not seen.
function parts(element) {
  const found = [];
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) found.push(node);
    else if (node.nodeType === Node.TEXT_NODE && typeof found.at(-1) === "string") found.push(found.pop() + node.data);
    else if (node.nodeType === Node.TEXT_NODE && node.data) found.push(node.data);
  }
  return found;
}
const shown = (part) =>
  part === undefined ? "nothing" : typeof part === "string" ? JSON.stringify(part.slice(0, 80)) : part.cloneNode(false).outerHTML.replace(/ data-hk="[^"]*"|<\/.*$/g, "");

function difference(server, client, path) {
  const [ours, theirs] = [parts(server), parts(client)];
  for (let at = 0; at < Math.max(ours.length, theirs.length); at++) {
    const [a, b] = [ours[at], theirs[at]];
    const areElements = a instanceof Element && b instanceof Element && a.tagName === b.tagName;
    if (!areElements && a !== b) return `in ${path} the server rendered ${shown(a)}, and the client ${shown(b)}`;
    const inner = areElements && difference(a, b, `${path} > ${a.tagName.toLowerCase()}${a.id && `#${a.id}`}`);
    if (inner) return inner;
  }
}

hooks.recovered = (element) =>
  console.error(`rally: ${location.pathname}: ${difference(served, element, "#rally-app") ??
    "server and client rendered the same; something has changed the document, or a view cannot be taken over, such as a text that stands beside elements in an item of `Keyed`"}`);

// ---- builds

const KEY = "rally-dev-fields";
const fields = () => [...document.querySelectorAll("input,textarea,select")].filter((field) => field.type !== "password" && field.type !== "file");
const key = (field, index) => field.id || field.name || String(index);

function keep() {
  const values = fields().map((field, index) => [key(field, index), field.value, field.checked]);
  sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, values, x: scrollX, y: scrollY, focus: document.activeElement?.id }));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (kept?.path !== location.pathname) return;
  const values = new Map(kept.values.map(([name, ...value]) => [name, value]));
  fields().forEach((field, index) => {
    const [value, checked] = values.get(key(field, index)) ?? [];
    if (value === undefined || (field.value === value && field.checked === checked)) return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
    else field.value = value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  });
  if (kept.focus) document.getElementById(kept.focus)?.focus();
  scrollTo(kept.x, kept.y);
}

function overlay(message) {
  document.getElementById("rally-overlay")?.remove();
  if (!message) return;
  const box = document.createElement("pre");
  box.id = "rally-overlay";
  box.setAttribute("role", "alert");
  box.textContent = message;
  const look = { position: "fixed", inset: "0", margin: "0", padding: "2rem", overflow: "auto", background: "#1b1118f2", color: "#ffd7d7", font: "14px/1.5 ui-monospace, monospace", "white-space": "pre-wrap", "z-index": "2147483647" };
  for (const [name, value] of Object.entries(look)) box.style.setProperty(name, value);
  box.addEventListener("click", () => box.remove());
  document.body.append(box);
}

// The one that a server had may end with it; another server, or the same one again, is there soon.
function listen(first) {
  const events = new EventSource(here.events);
  events.addEventListener("build", (event) => {
    overlay("");
    if (first !== undefined && first !== event.data) {
      keep();
      location.reload();
    }
    first = event.data;
  });
  events.addEventListener("failed", (event) => {
    // What this page shows was built before: the next build is news.
    first ??= null;
    overlay(JSON.parse(event.data));
  });
  events.addEventListener("error", () => {
    events.close();
    setTimeout(listen, 100, first);
  });
}
if (here.events) listen();

const isReady = () => document.documentElement.dataset.rally;
const ready = new MutationObserver(() => {
  if (!isReady()) return;
  ready.disconnect();
  restore();
});
ready.observe(document.documentElement, { attributes: true, attributeFilter: ["data-rally"] });
if (isReady()) restore();
