// What is to be seen after each document of the guide, in a browser and over HTTP.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { crawl, faults, hydrate } from "../../rally-browser/driver/hydration.mjs";
import { isFormatted } from "./reader.mjs";

const picture = fileURLToPath(new URL("../../../docs/guide/books.png", import.meta.url));

export const looks = {
  async "1-start.md"({ open }) {
    const page = await open("/");
    await page.getByLabel("Title").fill("Tea");
    await page.getByLabel("Text").fill("Who brings it?");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("link", { name: "Tea" }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Tea" }).waitFor();
    await page.close();
  },

  async "2-page.md"({ reader, open }) {
    await reader.untilShown("/books", "Nothing to read yet.");
    await reader.untilShown("/", ">Books</a>");
    const page = await open("/");
    await page.evaluate(() => { window.isTheSame = true; });
    await page.getByRole("link", { name: "Books", exact: true }).click();
    await page.getByRole("heading", { name: "Books" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Notes" }).waitFor();
    assert.ok(await page.evaluate(() => window.isTheSame), "no document was loaded for it");
    await page.close();
  },

  async "3-data.md"({ reader, open }) {
    await reader.untilShown("/books", "by Ursula K. Le Guin, 5 votes");
    const page = await open("/books");
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(await page.locator("main h2").allTextContents(), ["The Dispossessed", "Middlemarch"]);
    await page.close();
  },

  async "4-book.md"({ reader, open }) {
    await reader.untilShown("/books", 'href="/books/2"');
    for (const [address, status] of [["/books/1", 200], ["/books/99", 404], ["/books/twelve", 404]]) {
      assert.equal((await fetch(reader.url + address)).status, status, address);
    }
    const page = await open("/books");
    await page.getByRole("link", { name: "Middlemarch" }).click();
    await page.getByText("by George Eliot").waitFor();
    assert.equal(await page.title(), "Middlemarch · Book club");
    await page.close();
  },

  async "5-call.md"({ reader, open }) {
    await reader.untilShown("/books/1", "I want to read it");
    const page = await open("/books/1");
    assert.deepEqual(await faults(page), []);
    await page.getByRole("button", { name: "I want to read it" }).click();
    await page.getByText("4 votes").waitFor();
    await page.reload();
    await page.getByText("4 votes").waitFor();
    await page.close();
  },

  async "6-form.md"({ reader, open }) {
    await reader.untilShown("/books", "Add a book");
    const page = await open("/books");
    await page.getByRole("link", { name: "Add a book" }).click();
    await add(page, "", "", ["A book has a title.", "Who wrote it?"]);
    await add(page, "Middlemarch", "Mary Ann Evans", ["It is in the list already."]);
    await add(page, "Kindred", "Octavia E. Butler", []);
    await page.getByRole("heading", { name: "Kindred" }).waitFor();
    await page.getByRole("link", { name: "← All books" }).click();
    await page.getByText("by Octavia E. Butler, 0 votes").waitFor();
    if (process.env.RALLY_SCREENSHOTS) {
      await page.setViewportSize({ width: 900, height: 620 });
      await page.screenshot({ path: picture });
    }
    await page.close();
  },

  async "7-test.md"({ reader }) {
    isFormatted(reader);
  },

  async "8-outside.md"({ open }) {
    const page = await open("/books");
    await page.getByText("by Jane Austen").waitFor();
    await page.close();
  },

  async "9-release.md"({ reader, browser, open }) {
    await reader.untilShown("/books", "Middlemarch");
    const addresses = await crawl(reader.url);
    assert.ok(addresses.includes("/books/new") && addresses.includes("/books/2"), addresses.join(" "));
    assert.deepEqual(await hydrate(browser, reader.url, addresses), []);
    const page = await open("/books/new");
    await add(page, "Middlemarch", "", ["Who wrote it?"]);
    await page.close();
  },
};

/** Fills in the form for a book and sends it; these problems are shown, and no others. */
async function add(page, title, author, problems) {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Author").fill(author);
  await page.getByRole("button", { name: "Add it" }).click();
  if (!problems.length) return;
  for (const problem of problems) await page.getByText(problem).waitFor();
  assert.deepEqual((await page.locator(".problem").allTextContents()).filter(Boolean), problems);
}
