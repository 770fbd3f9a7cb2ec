// Starts the application: it takes over the document of the server, or renders it anew if it cannot.
const bindings = new URL("./RALLY_BINDINGS", import.meta.url);
const module_or_path = new URL("./RALLY_WASM", import.meta.url);
const hooks = window.__rally;

// Each start has a program of its own: one that has panicked is not to be used any more.
const start = async (mode, attempt) => {
  const url = new URL(bindings);
  if (attempt) url.searchParams.set("attempt", attempt);
  const program = await import(url);
  await program.default({ module_or_path });
  program.rally_start(mode);
};

let attempt = 0;
let last = -Infinity;
const recover = async (error) => {
  // Not again and again: a page that cannot be rendered either stays as the server sent it.
  if (performance.now() - last < 10_000) return console.error("rally: the page failed again", error);
  last = performance.now();
  console.error("rally: the page failed, and is rendered anew", error);
  const restore = hooks?.save();
  const old = document.getElementById("rally-app");
  const element = old.cloneNode(false);
  old.replaceWith(element);
  try {
    await start("render", ++attempt);
    document.documentElement.dataset.rallyRecovered = String(attempt);
    restore?.();
  } catch (again) {
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
  hooks?.ready();
} catch (error) {
  await recover(error);
}
