// What the SDK adds to a page, in bytes of gzip after esbuild has bundled and minified it.
//
//     node size.mjs
//
// The run-time is what `connect` of an entry brings. A call is what one more call adds, with the codecs
// that no other call needs, to a page that has all the others: the mean over the calls of the
// quickstart, and over those of the payloads (which are no usual calls: each brings one field of each
// kind, or a tree of types). A page's first calls bring the readers and writers of the
// run-time too, which later ones share: what all calls add by their count is told in a row without goal.

import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url).pathname;
const PACKAGES = {
  quickstart: "examples/quickstart/generated/sdk",
  payloads: "benches/payloads/generated/sdk",
};
const ENTRIES = [
  { entry: "json-http", what: "JSON over HTTP", at_most: 4_000 },
  { entry: "etf-websocket", what: "ETF and WebSocket", at_most: 8_000 },
];

/** @param {string} code @returns {Promise<number>} */
async function size(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: "page.js" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** @param {string} folder @param {string} entry @param {string[]} names */
const page = (folder, entry, names) =>
  `import { ${["connect", ...names].join(", ")} } from "./${folder}/${entry}.js";\n` +
  `globalThis.page = [${["connect", ...names].join(", ")}];`;

/** @param {string} folder @param {string} entry */
async function callsOf(folder, entry) {
  const exported = Object.keys(await import(`${root}${folder}/${entry}.js`));
  return exported.filter((name) => !["LiberoError", "connect", "contractHash"].includes(name));
}

/** @param {Record<string, unknown>} row */
const print = (row) => console.log(JSON.stringify(row));

for (const { entry, what, at_most } of ENTRIES) {
  const bytes = await size(page(PACKAGES.quickstart, entry, []));
  print({ goal: `sdk-size/${what}`, payload: entry, bytes, at_most });
}
for (const { entry, what } of ENTRIES) {
  for (const [name, folder] of Object.entries(PACKAGES)) {
    const calls = await callsOf(folder, entry);
    const none = await size(page(folder, entry, []));
    const all = await size(page(folder, entry, calls));
    const others = calls.map((call) => calls.filter((other) => other !== call));
    const without = await Promise.all(others.map((names) => size(page(folder, entry, names))));
    const mean = without.reduce((sum, bytes) => sum + all - bytes, 0) / calls.length;
    const limit = name === "quickstart" ? { at_most: 300 } : {};
    print({ goal: `sdk-size/one more call of the ${name}, ${what}`, payload: entry, bytes: Math.round(mean), ...limit });
    const share = Math.round((all - none) / calls.length);
    print({ goal: `sdk-size/all calls of the ${name} by their count, ${what}`, payload: entry, bytes: share });
  }
}
