// Follows docs/guide to the letter: `cargo xtask test guide`. RALLY_SCREENSHOTS=1 renews its picture.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "../browser/driver/browser.mjs";
import { watch } from "../rally-browser/driver/hydration.mjs";
import { looks } from "./driver/looks.mjs";
import { parts } from "./driver/parts.mjs";
import { Reader } from "./driver/reader.mjs";

const folder = fileURLToPath(new URL("../../docs/guide/", import.meta.url));
const documents = readdirSync(folder).filter((name) => /^\d/.test(name)).sort();
const started = Date.now();
const tell = (line) => console.log(`guide: ${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s  ${line}`);

const reader = await new Reader().start();
const browser = await new Browser().start();
process.once("exit", () => reader.abandon());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** A page of the application, when it reacts. */
async function open(address) {
  const page = await browser.open(reader.url + address, { prepare: watch });
  await page.locator("html[data-rally=ready]").waitFor({ state: "attached" });
  return page;
}

try {
  for (const name of documents) {
    for (const part of parts(readFileSync(join(folder, name), "utf8"))) {
      tell(`${name}:${part.line} ${part.command ?? part.path ?? "what `rally dev` says"}`);
      await reader.do(part).catch((error) => { throw new Error(`${name}:${part.line}: ${error.message}`); });
    }
    tell(`${name}, in the browser`);
    if (!looks[name]) throw new Error(`${name}: tests/guide/driver/looks.mjs does not say what is to be seen`);
    await looks[name]({ reader, browser, open });
    if (browser.complaints.length) throw new Error(`${name}: the browser complains: ${browser.complaints.join("\n")}`);
  }
  tell("all of it is as the guide says");
} catch (error) {
  console.error(`guide: ${error.message}`);
  for (const page of browser.context.pages()) console.error(`guide: ${page.url()} shows\n${await page.locator("body").innerText()}`);
  console.error(`guide: the server has said\n${reader.heard.slice(-5000)}`);
  process.exitCode = 1;
} finally {
  await browser.remove();
  await reader.remove();
}
