// What a page from before a deploy does: it says that there is a new one, and goes on with what is the same.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { addTask, card, column, isConnected } from "../driver/board.mjs";
import { Browser } from "../driver/browser.mjs";
import { Server } from "../driver/server.mjs";

/** Serves the SDK as it was when `load_task` was another function. */
const older = async (page) => {
  await page.route("**/sdk/**", async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const body = text
      .replace(/(contractHash = ")\w{64}/, `$1${"0".repeat(64)}`)
      .replace(/("load_task",\s+hash: ")\w{16}/, "$10123456789abcdef");
    // After a deploy a file has another date.
    const headers = { ...response.headers(), "cache-control": "no-store" };
    await route.fulfill({ response, headers, body });
  });
};

describe("a page from before a deploy", () => {
  let server;
  let browser;
  before(async () => {
    server = new Server();
    await server.start();
    browser = new Browser();
    await browser.start();
  });
  after(async () => {
    await browser?.remove();
    await server?.remove();
  });
  const bar = (page) => page.getByText("A new version of this page is there.");

  for (const path of ["/", "/?codec=json", "/?transport=http", "/?transport=http&codec=json"]) {
    test(`at ${path} says so, goes on with what is the same, and is new after a reload`, async () => {
      // A browser reports the one call that it is told by.
      const expected = (text) => path.includes("http") && text.includes("409");
      const page = await browser.open(server.url + path, { expected, prepare: older });
      await isConnected(page);
      await bar(page).waitFor();
      const title = `From before ${path}`;
      await addTask(page, title);
      await card(page, "To do", title).waitFor();
      await page.getByRole("button", { name: title, exact: true }).click();
      await page.getByText("The server is of another version: reload the page.").waitFor();

      await page.unroute("**/sdk/**");
      await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
      await isConnected(page);
      await card(page, "To do", title).waitFor();
      assert.equal(await bar(page).isVisible(), false);
      await page.getByRole("button", { name: title, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await page.close();
    });
  }

  const LOOKS = [
    ["stale", { colorScheme: "light" }],
    ["stale-narrow-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
  ];
  for (const [name, look] of LOOKS) {
    test(`${name}: the bar is no wider than the screen`, async () => {
      const page = await browser.open(server.url, { ...look, prepare: older });
      await bar(page).waitFor();
      await column(page, "To do").getByRole("article").first().waitFor();
      await browser.screenshot(page, name);
      const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= screen, `${wide} > ${screen}`);
      await page.close();
    });
  }

  test("nothing complained", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
