// What the page does when the server goes away, and what it looks like.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { addTask, card, isConnected, joinAs, moveTask, openTask } from "../driver/board.mjs";
import { Browser } from "../driver/browser.mjs";
import { contrast } from "../driver/contrast.mjs";
import { Server } from "../driver/server.mjs";

describe("a server that restarts", () => {
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

  for (const path of ["/", "/?codec=json"]) {
    test(`the page at ${path} says so, comes back, and has missed nothing`, async () => {
      // A browser itself reports a connection that it cannot make.
      const page = await browser.open(server.url + path, { expected: (text) => text.includes("WebSocket connection to") });
      await isConnected(page);
      await addTask(page, `Before ${path}`);
      await card(page, "To do", `Before ${path}`).waitFor();

      assert.equal(await server.stop(), 0);
      await page.getByText("not connected").waitFor();
      assert.ok(await card(page, "To do", `Before ${path}`).isVisible());

      await server.start();
      await isConnected(page);
      await addTask(page, `After ${path}`);
      await card(page, "To do", `After ${path}`).waitFor();
      await page.close();
    });
  }

  test("nothing complained", () => {
    assert.deepEqual(browser.complaints, []);
  });
});

describe("what it looks like", () => {
  let server;
  let browser;
  before(async () => {
    server = new Server();
    await server.start();
    browser = new Browser();
    await browser.start();
    const page = await browser.open(server.url);
    await isConnected(page);
    await joinAs(page, "Ada Lovelace");
    await addTask(page, "Write the release notes", { tags: "docs release", due: "2032-06-28" });
    await card(page, "To do", "Write the release notes").waitFor();
    await addTask(page, "Measure decoding of long lists", { tags: "speed" });
    await card(page, "To do", "Measure decoding of long lists").waitFor();
    await addTask(page, "Choose a colour for the logo", { tags: "design" });
    await card(page, "To do", "Choose a colour for the logo").waitFor();
    await addTask(page, "Keep the board in SQLite", { tags: "storage" });
    await card(page, "To do", "Keep the board in SQLite").waitFor();
    await moveTask(page, "Keep the board in SQLite", "Done");
    await card(page, "Done", "Keep the board in SQLite").waitFor();
    await moveTask(page, "Choose a colour for the logo", "Blocked");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What keeps it?").fill("Two blues, and no decision.");
    await browser.screenshot(page, "block");
    await dialog.getByRole("button", { name: "Block" }).click();
    await card(page, "Blocked", "Two blues").waitFor();
    await openTask(page, "Write the release notes");
    await dialog.getByLabel("Assigned to").selectOption("Ada Lovelace");
    await dialog.getByLabel("Comment").fill("Start with what a reader can do now.");
    await dialog.getByRole("button", { name: "Comment" }).click();
    await dialog.getByRole("listitem").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await card(page, "To do", "1 comment").waitFor();
    await page.close();
  });
  after(async () => {
    await browser?.remove();
    await server?.remove();
  });

  const LOOKS = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { viewport: { width: 390, height: 844 } }],
    ["narrow-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
  ];
  for (const [name, look] of LOOKS) {
    test(`${name}: nothing is wider than the screen, and text can be read`, async () => {
      const page = await browser.open(server.url, look);
      await isConnected(page);
      await card(page, "Done", "Keep the board in SQLite").waitFor();
      await addTask(page, " ");
      await page.getByText("Please fill this in.").waitFor();
      await browser.screenshot(page, name);
      await openTask(page, "Write the release notes");
      await page.getByText("Start with what").waitFor();
      await browser.screenshot(page, `${name}-details`);
      const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= screen, `${wide} > ${screen}`);
      const [text, ground] = await page.evaluate(() => {
        const style = getComputedStyle(document.body);
        return [style.color, style.backgroundColor];
      });
      assert.ok(contrast(text, ground) >= 7, `${text} on ${ground}`);
      await page.close();
    });
  }

  test("nothing complained", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
