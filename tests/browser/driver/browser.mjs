// A headless Chromium that notes everything that goes wrong on a page.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const screenshots = fileURLToPath(new URL("../screenshots/", import.meta.url));

function executable() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error("no Chromium on the PATH: apt-get install chromium");
  return found;
}

export class Browser {
  profile = mkdtempSync(join(tmpdir(), "chromium-"));
  /** What the pages complained about. */
  complaints = [];

  /** `options` are those of playwright's contexts: `{ javaScriptEnabled: false }`. */
  async start(options = {}) {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: executable(), args: FLAGS, chromiumSandbox: false, viewport: { width: 1280, height: 860 }, ...options,
    });
    this.context.setDefaultTimeout(20_000);
    return this;
  }

  /** A new page at an address. `expected` says which complaints do not count; `prepare` is given the page before it loads. */
  async open(url, { expected = () => false, prepare = async () => {}, ...emulated } = {}) {
    const page = await this.context.newPage();
    await prepare(page);
    if (emulated.viewport) await page.setViewportSize(emulated.viewport);
    if (emulated.colorScheme) await page.emulateMedia({ colorScheme: emulated.colorScheme });
    const note = (text) => expected(text) || this.complaints.push(text);
    page.on("pageerror", (error) => note(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) note(`${message.type()}: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) note(`${response.status()} ${response.url()}`);
    });
    await page.goto(url);
    return page;
  }

  async screenshot(page, name) {
    mkdirSync(screenshots, { recursive: true });
    const fullPage = (await page.getByRole("dialog").count()) === 0;
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
  }

  async remove() {
    await this.context?.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}
