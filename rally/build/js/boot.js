// Starts the application: it takes over the document of the server, or renders it anew if it cannot.
const bindings = new URL("./RALLY_BINDINGS", import.meta.url);
const module_or_path = new URL("./RALLY_WASM", import.meta.url);
const hooks = window.__rally;

// Each start has a program of its own: one that has panicked is not to be used any more.
let life;
const start = async (mode, attempt) => {
  const url = new URL(bindings);
  if (attempt) url.searchParams.set("attempt", attempt);
  const program = await import(url);
  await program.default({ module_or_path });
  life = { ends: new AbortController() };
  life.signal = life.ends.signal;
  program.rally_start(mode, life);
};
const end = () => {
  life?.ends.abort();
  life?.socket?.close();
};
const address = () => location.pathname + location.search;
const loaded = address();

// Not again and again either.
const reload = (error) => {
  const at = Number(sessionStorage.getItem("rally-reloaded"));
  if (Date.now() - at < 10_000) return console.error("rally: the page failed again", error);
  sessionStorage.setItem("rally-reloaded", Date.now());
  console.error("rally: the page failed, and is loaded anew", error);
  location.reload();
};

let attempt = 0;
let hydrated = false;
let last = -Infinity;
const recover = async (error) => {
  end();
  // Not again and again: a page that cannot be rendered either stays as the server sent it.
  if (performance.now() - last < 10_000) return console.error("rally: the page failed again", error);
  last = performance.now();
  // What the document holds is of another page.
  if (address() !== loaded) return reload(error);
  console.error("rally: the page failed, and is rendered anew", error);
  const restore = hooks?.save();
  const old = document.getElementById("rally-app");
  const element = old.cloneNode(false);
  old.replaceWith(element);
  try {
    await start("render", ++attempt);
    if (attempt === 1 && !hydrated) hooks?.recovered?.(element);
    document.documentElement.dataset.rallyRecovered = String(attempt);
    restore?.();
  } catch (again) {
    end();
    element.replaceWith(old);
    console.error("rally: the page cannot be rendered", again);
    hooks?.quit();
  }
};

addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) recover(event.error);
});

try {
  await start("hydrate", 0);
  hydrated = true;
  hooks?.ready();
} catch (error) {
  await recover(error);
}
