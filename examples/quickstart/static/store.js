// What the page knows of the board, and who wants to hear when that changes.

const listeners = new Set();
const taskListeners = new Set();

export const store = {
  /** @type {Map<bigint, object>} */
  tasks: new Map(),
  /** @type {Map<bigint, object>} */
  people: new Map(),
  /** What the server accepts; null until it has said so. */
  limits: null,
  /** Figures of the server; null until they are there. */
  stats: null,
  /** Which tasks are shown. */
  filter: { text: "", tag: null },
  /** Ids that arrived while the page was open. */
  fresh: new Set(),
};

/** Calls `listener` after each change. @param {() => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** Calls `listener` after each change of a task. @param {() => void} listener */
export function onTaskChange(listener) {
  taskListeners.add(listener);
}

let due = false;

/** Tells the listeners, once for all changes of this moment. */
export function changed() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}

/** Ids of tasks that were kept or dropped since the board was last asked for. */
let touched = new Set();

/**
 * Begins to load the board. The function that it returns takes what was loaded; what changed in the
 * meantime is newer than that.
 */
export function beginLoad() {
  const since = new Set();
  touched = since;
  return (tasks) => {
    const loaded = new Map(tasks.map((task) => [task.id, task]));
    for (const id of since) {
      const known = store.tasks.get(id);
      const old = loaded.get(id);
      if (known === undefined) loaded.delete(id);
      else if (old === undefined || old.version < known.version) loaded.set(id, known);
    }
    store.tasks = loaded;
  };
}

/** Keeps a task, unless a newer version is known: replies and pushes overtake each other. */
export function keep(task) {
  const known = store.tasks.get(task.id);
  if (known && known.version > task.version) return;
  store.tasks.set(task.id, task);
  touched.add(task.id);
  taskChanged();
}

/** Drops a task that was removed. @param {bigint} id */
export function forget(id) {
  store.tasks.delete(id);
  touched.add(id);
  taskChanged();
}

function taskChanged() {
  changed();
  for (const listener of taskListeners) listener();
}

/** The tasks that pass the filter, urgent ones first. */
export function visible() {
  const text = store.filter.text.trim().toLowerCase();
  const { tag } = store.filter;
  const weight = { High: 0, Normal: 1, Low: 2 };
  return [...store.tasks.values()]
    .filter((task) => tag === null || task.tags.includes(tag))
    .filter((task) => text === "" || `${task.title} ${task.notes ?? ""}`.toLowerCase().includes(text))
    .sort((a, b) => weight[a.priority] - weight[b.priority] || (a.id < b.id ? -1 : 1));
}
