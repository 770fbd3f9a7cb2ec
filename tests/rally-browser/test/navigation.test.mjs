// From page to page without a new document, and back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { count, scoreboard, slow, until } from "../driver/fixture.mjs";

const scrolled = () => Math.round(window.scrollY);

const calls = () => window.__calls;
const entries = () => history.length;
const isLoading = () => document.getElementById("rally-progress")?.hidden === false;

describe("navigation", () => {
  const fixture = scoreboard();

  test("a link shows its page in the same document", async () => {
    const page = await fixture.open("/");
    await page.evaluate(() => { window.kept = true; });
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/teams");
    assert.equal(await page.title(), "Teams · Lantern League");
    assert.equal(await page.locator("nav [aria-current=page]").textContent(), "Teams");
    await page.getByRole("link", { name: "Pinecrest Owls" }).click();
    await page.getByRole("heading", { name: "Pinecrest Owls" }).waitFor();
    assert.match(await page.locator("meta[name=description]").getAttribute("content"), /Moonlight Park/);
    await page.getByRole("link", { name: "Lantern League" }).click();
    await page.getByRole("heading", { name: "Table" }).waitFor();
    assert.ok(await page.evaluate(() => window.kept));
    await page.close();
  });

  test("back and forward show what was there, scrolled to where it was", async () => {
    const page = await fixture.open("/teams", { viewport: { width: 700, height: 500 } });
    await page.evaluate(() => { window.kept = true; window.scrollTo(0, 400); });
    await until(page, 400, scrolled);
    // The mouse would have to scroll to its link.
    await page.getByRole("link", { name: "Redcliff Stags" }).evaluate((link) => link.click());
    await page.getByRole("heading", { name: "Redcliff Stags" }).waitFor();
    await until(page, 0, scrolled);
    await page.goBack();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    await until(page, 400, scrolled);
    await page.goForward();
    await page.getByRole("heading", { name: "Redcliff Stags" }).waitFor();
    assert.ok(await page.evaluate(() => window.kept));
    await page.close();
  });

  test("a click takes what was asked for when the pointer came", async () => {
    const page = await fixture.open("/about", { prepare: slow });
    await page.getByRole("link", { name: "Teams", exact: true }).hover();
    await until(page, 1, calls);
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await until(page, true, isLoading);
    await page.evaluate(() => window.__go());
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(await page.evaluate(isLoading), false);
    assert.equal(await page.evaluate(calls), 1);
    await page.close();
  });

  test("of several pages that take long the last one is shown, whatever was asked for before", async () => {
    const page = await fixture.open("/about", { prepare: slow });
    for (const name of ["Teams", "Games", "Teams"]) {
      await page.getByRole("link", { name, exact: true }).click();
    }
    await until(page, true, isLoading);
    await page.evaluate(() => window.__go());
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(await page.evaluate(calls), 2);
    assert.equal(await page.evaluate(isLoading), false);
    await page.goBack();
    await page.getByRole("heading", { name: "About" }).waitFor();
    await page.close();
  });

  test("what was asked for before something was changed is asked for again", async () => {
    const page = await fixture.open("/admin/games/303", { prepare: count });
    const scores = page.getByRole("link", { name: "← Scores" });
    await scores.hover();
    await until(page, 1, calls);
    await page.getByLabel("Goals, home").fill("8");
    await page.getByLabel("Goals, away").fill("9");
    await page.getByRole("button", { name: "Save the score" }).click();
    await page.getByText("Saved.").waitFor();
    await scores.click();
    await page.getByText(/ 8:9$/).waitFor();
    await page.close();
  });

  test("a pointer that passes over links asks for little", async () => {
    const page = await fixture.open("/games", { prepare: slow });
    const pass = () => page.evaluate(() => {
      const links = [...document.querySelectorAll("main a[href^='/games/']")];
      for (const link of links) link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      return links.length;
    });
    const rest = (number) => page.evaluate(async (number) => {
      const links = document.querySelectorAll("main a[href^='/games/']");
      links[number].dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      await new Promise((done) => { setTimeout(done, 150); });
      return window.__calls;
    }, number);
    assert.ok(await pass() > 10);
    assert.deepEqual([await rest(0), await rest(1), await rest(2)], [1, 2, 2], "two at once");
    await page.close();
  });

  test("a place of the page is an entry of its own, and keeps where it was scrolled to", async () => {
    const page = await fixture.open("/", { viewport: { width: 700, height: 400 } });
    const to = (place) => page.evaluate((place) => window.scrollTo(0, place), place);
    const click = (name) => page.getByRole("link", { name, exact: true }).first().evaluate((link) => link.click());
    const shows = (name) => page.getByRole("heading", { name, exact: true }).waitFor();
    await to(170);
    await click("Games");
    await shows("Games");
    await to(60);
    const far = await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "#far";
      const place = document.createElement("p");
      place.id = "far";
      document.querySelector("main").append(link, place);
      link.click();
      return Math.round(scrollY);
    });
    assert.ok(far > 300, `${far}`);
    await until(page, "number", () => typeof history.state);
    await click("Teams");
    await shows("Teams");
    await page.goBack();
    await shows("Games");
    await until(page, far, scrolled);
    await page.goBack();
    await until(page, 60, scrolled);
    await page.goBack();
    await shows("Table");
    await until(page, 170, scrolled);
    await page.goForward();
    await shows("Games");
    await until(page, 60, scrolled);
    await page.close();
  });

  test("another document begins at its top", async () => {
    const page = await fixture.open("/", { viewport: { width: 700, height: 400 } });
    await page.evaluate(() => window.scrollTo(0, 170));
    await page.getByRole("link", { name: "League office" }).evaluate((link) => link.click());
    await page.getByText("Nobody signs in here yet").waitFor();
    await page.waitForFunction(() => typeof history.state === "number");
    assert.equal(await page.evaluate(scrolled), 0);
    await page.goBack();
    await page.getByRole("heading", { name: "Table" }).waitFor();
    await until(page, 170, scrolled);
    await page.close();
  });

  test("the link of the page that is shown adds no entry", async () => {
    const page = await fixture.open("/");
    const link = page.getByRole("link", { name: "Teams", exact: true });
    await link.click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    const before = await page.evaluate(entries);
    await page.evaluate(() => {
      window.shown = new Promise((done) => { window.__rally.navigated = done; });
    });
    await link.click();
    await page.evaluate(() => window.shown);
    assert.equal(await page.evaluate(entries), before);
    await page.goBack();
    await page.getByRole("heading", { name: "Table" }).waitFor();
    await page.close();
  });

  test("where the place of pages is gone from the document, a link loads one", async () => {
    const expected = (text) => text.includes("is not mounted");
    const page = await fixture.open("/", { expected });
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.getElementById("rally-app"), NodeFilter.SHOW_COMMENT);
      const comments = [];
      while (walker.nextNode()) comments.push(walker.currentNode);
      for (const comment of comments) comment.remove();
    });
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/teams");
    await page.close();
  });

  test("a page that was overtaken leaves no bar of progress, and is not shown when it comes", async () => {
    const page = await fixture.open("/", { prepare: slow });
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await until(page, true, isLoading);
    await page.getByRole("link", { name: "About" }).click();
    await page.getByRole("heading", { name: "About" }).waitFor();
    assert.equal(await page.evaluate(isLoading), false);
    await page.evaluate(() => window.__go());
    await page.evaluate(() => new Promise((done) => { setTimeout(done); }));
    assert.equal(new URL(page.url()).pathname, "/about");
    await page.close();
  });

  test("a filter is part of the address", async () => {
    const page = await fixture.open("/games");
    await page.getByLabel("Team").selectOption("Quarry Lane");
    await page.waitForURL(/\/games\?team=quarry-lane$/);
    await page.getByText("Page 2 of 2").waitFor();
    assert.equal(await page.getByLabel("Team").inputValue(), "quarry-lane");
    await page.getByRole("link", { name: "← Earlier" }).click();
    await page.getByText("Page 1 of 2").waitFor();
    await page.reload();
    await page.getByText("Page 1 of 2").waitFor();
    assert.equal(await page.getByLabel("Team").inputValue(), "quarry-lane");
    await page.close();
  });

  test("a search is in the address as one types, and found again on the way back", async () => {
    const page = await fixture.open("/search");
    await page.getByLabel("Team, town or ground").pressSequentially("owl");
    await page.getByText("One team").waitFor();
    assert.equal(new URL(page.url()).search, "?q=owl");
    await page.getByRole("link", { name: "Pinecrest Owls" }).click();
    await page.getByRole("heading", { name: "Pinecrest Owls" }).waitFor();
    await page.goBack();
    await page.getByText("One team").waitFor();
    assert.equal(await page.getByLabel("Team, town or ground").inputValue(), "owl");
    await page.reload();
    await page.getByText("One team").waitFor();
    await page.close();
  });

  test("the other namespace is another document", async () => {
    const page = await fixture.open("/");
    await page.evaluate(() => { window.kept = true; });
    await page.getByRole("link", { name: "League office" }).click();
    await page.getByText("Nobody signs in here yet").waitFor();
    assert.equal(await page.evaluate(() => window.kept), undefined);
    await page.close();
  });

  fixture.nothingComplained();
});

describe("without JavaScript", () => {
  const fixture = scoreboard({ javaScriptEnabled: false });

  test("pages, links, the search and the filter work", async () => {
    const page = await fixture.open("/");
    await page.getByRole("link", { name: "Games", exact: true }).click();
    await page.getByLabel("Team").selectOption("Quarry Lane");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("Page 2 of 2").waitFor();
    await page.getByRole("link", { name: "Search" }).click();
    await page.getByLabel("Team, town or ground").fill("owl");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("One team").waitFor();
    assert.equal(await page.getByLabel("Team, town or ground").inputValue(), "owl");
    await page.close();
  });

  fixture.nothingComplained();
});
