// The board as a person uses it, once for each way of being connected.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { addTask, card, isConnected, joinAs, moveTask, openTask } from "../driver/board.mjs";
import { Browser } from "../driver/browser.mjs";
import { Server } from "../driver/server.mjs";

const WAYS = [
  ["ETF over a WebSocket", "/"],
  ["JSON over a WebSocket", "/?codec=json"],
  ["ETF over HTTP", "/?transport=http"],
  ["JSON over HTTP", "/?transport=http&codec=json"],
];

for (const [name, path] of WAYS) {
  describe(name, () => {
    let server;
    let browser;
    let page;
    before(async () => {
      server = new Server();
      await server.start();
      browser = new Browser();
      await browser.start();
      page = await browser.open(server.url + path);
      await isConnected(page);
    });
    after(async () => {
      await browser?.remove();
      await server?.remove();
    });

    test("a task is added to the first column", async () => {
      await addTask(page, "Paint the fence", { tags: "garden, Home" });
      await card(page, "To do", "Paint the fence").waitFor();
      assert.equal(await page.getByLabel("New task").inputValue(), "");
    });

    test("what is typed while a task is being added is kept", async () => {
      for (const title of ["Quick one", "Quick two", "Quick three"]) await addTask(page, title);
      for (const title of ["Quick one", "Quick two", "Quick three"]) {
        await card(page, "To do", title).waitFor();
        const dialog = await openTask(page, title);
        await dialog.getByRole("button", { name: "Remove task" }).click();
        await card(page, "To do", title).waitFor({ state: "hidden" });
      }
    });

    test("what the server refuses is shown at the field", async () => {
      await addTask(page, "   ");
      await page.getByText("Please fill this in.").waitFor();
      const title = page.getByLabel("New task");
      assert.equal(await title.getAttribute("aria-invalid"), "true");
      assert.ok(await title.evaluate((element) => element === document.activeElement));
      await addTask(page, "x".repeat(121));
      await page.getByText("121 characters; 120 at most.").waitFor();
      await addTask(page, "Buy paint");
      await card(page, "To do", "Buy paint").waitFor();
      assert.equal(await page.getByText("120 at most").isVisible(), false);
    });

    test("a task is moved to another column", async () => {
      await moveTask(page, "Buy paint", "Doing");
      await card(page, "Doing", "Buy paint").waitFor();
    });

    test("a task is dragged to another column", async () => {
      await card(page, "Doing", "Buy paint").dragTo(page.getByRole("region", { name: "Done" }));
      await card(page, "Done", "Buy paint").waitFor();
      await page.getByText("1 of 2 done").waitFor();
    });

    test("a task is blocked with a reason, and not without", async () => {
      await moveTask(page, "Paint the fence", "Blocked");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Block" }).click();
      await dialog.getByText("Please fill this in.").waitFor();
      await dialog.getByText("Someone’s answer").click();
      await dialog.getByLabel("Whose answer?").fill("Ada");
      await dialog.getByLabel("To what?").fill("which green?");
      await dialog.getByRole("button", { name: "Block" }).click();
      await card(page, "Blocked", "asks Ada: which green?").waitFor();
    });

    test("a comment needs an author and a text", async () => {
      const dialog = await openTask(page, "Paint the fence");
      await dialog.getByLabel("Comment").fill("Green is fine.");
      await dialog.getByRole("button", { name: "Comment" }).click();
      await dialog.getByText("First say who you are").waitFor();
      await dialog.getByRole("button", { name: "Close" }).click();

      await joinAs(page, "Grace");
      await openTask(page, "Paint the fence");
      await dialog.getByRole("button", { name: "Comment" }).click();
      await dialog.getByText("Please fill this in.").waitFor();
      await dialog.getByLabel("Comment").fill("Green is fine.");
      await dialog.getByRole("button", { name: "Comment" }).click();
      await dialog.getByRole("listitem").filter({ hasText: "Green is fine." }).waitFor();
      assert.equal(await dialog.getByText("Green is fine.").count(), 1);
      await dialog.getByRole("button", { name: "Close" }).click();
      await card(page, "Blocked", "1 comment").waitFor();
    });

    test("a name that is taken is refused at the field", async () => {
      await page.getByLabel("You are").selectOption("new");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("GRACE");
      await dialog.getByRole("button", { name: "Join" }).click();
      await dialog.getByText("Grace is there already").waitFor();
      await dialog.getByRole("button", { name: "Cancel" }).click();
    });

    test("an attachment comes back byte for byte", async () => {
      const dialog = await openTask(page, "Paint the fence");
      const buffer = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
      await dialog.getByLabel("Attach a file").setInputFiles({ name: "all.bin", mimeType: "application/x-test", buffer });
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("button", { name: "all.bin" }).click(),
      ]);
      assert.equal(download.suggestedFilename(), "all.bin");
      const parts = [];
      for await (const part of await download.createReadStream()) parts.push(part);
      assert.deepEqual(Buffer.concat(parts), buffer);
    });

    test("an attachment that is too large is refused at the field", async () => {
      const dialog = page.getByRole("dialog");
      const buffer = Buffer.alloc(700 * 1024 + 1);
      await dialog.getByLabel("Attach a file").setInputFiles({ name: "big.bin", mimeType: "", buffer });
      await dialog.getByText("700 KB at most").waitFor();
      await dialog.getByLabel("Attach a file").setInputFiles({ name: "just.bin", mimeType: "", buffer: buffer.subarray(1) });
      await dialog.getByRole("button", { name: "just.bin" }).waitFor();
    });

    test("fields are changed, and emptied", async () => {
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Title").fill("Paint the fence green");
      await dialog.getByLabel("Notes").fill("Two coats.");
      await dialog.getByLabel("Due").fill("2032-02-29");
      await dialog.getByLabel("Assigned to").selectOption("Grace");
      await dialog.getByLabel("Hours, at least", { exact: true }).fill("5");
      await dialog.getByLabel("Hours, at most").fill("2");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.getByText("5 is more than 2.").waitFor();
      await dialog.getByLabel("Hours, at most").fill("8");
      await dialog.getByRole("button", { name: "Save" }).click();
      await card(page, "Blocked", "due Feb 29, 2032").waitFor();
      await card(page, "Blocked", "5–8 h").waitFor();

      await openTask(page, "Paint the fence green");
      assert.equal(await dialog.getByLabel("Notes").inputValue(), "Two coats.");
      await dialog.getByLabel("Due").fill("");
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("due Feb 29, 2032").waitFor({ state: "hidden" });
      await card(page, "Blocked", "5–8 h").waitFor();
    });

    test("a tag and a text narrow the board", async () => {
      await page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "garden" }).click();
      await page.getByRole("button", { name: "Buy paint" }).waitFor({ state: "hidden" });
      await page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "garden" }).click();
      await page.getByPlaceholder("Find").fill("buy");
      await page.getByRole("button", { name: "Paint the fence green" }).waitFor({ state: "hidden" });
      await page.getByPlaceholder("Find").fill("");
      await page.getByRole("button", { name: "Paint the fence green" }).waitFor();
    });

    test("what another tab does shows here", async () => {
      const other = await browser.open(server.url + path);
      await isConnected(other);
      await addTask(other, "From the other tab");
      await card(page, "To do", "From the other tab").waitFor();
      await moveTask(page, "From the other tab", "Done");
      await card(other, "Done", "From the other tab").waitFor();
      const dialog = await openTask(other, "From the other tab");
      await dialog.getByRole("button", { name: "Remove task" }).click();
      await page.getByText("From the other tab").waitFor({ state: "hidden" });
      await other.close();
    });

    test("nothing complained", () => {
      assert.deepEqual(browser.complaints, []);
    });
  });
}
