// Before the page can react, and when it cannot be adopted.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard, until } from "../driver/fixture.mjs";
import { isReady } from "../driver/hydration.mjs";

/** Holds back the program of a page until `go` is called. */
function held() {
  let go;
  const gate = new Promise((done) => { go = done; });
  const prepare = (page) => page.route(/\.wasm$/, async (route) => {
    await gate;
    await route.continue().catch(() => {});
  });
  return { go, prepare };
}

describe("before the page reacts", () => {
  const fixture = scoreboard();
  const open = (address, prepare) => fixture.browser.open(fixture.server.url + address, { prepare });

  test("what is typed stays, and is searched for", async () => {
    const { go, prepare } = held();
    const page = await open("/search", prepare);
    const field = page.getByLabel("Team, town or ground");
    await field.pressSequentially("owl");
    go();
    await isReady(page);
    await page.getByText("One team").waitFor();
    assert.equal(await field.inputValue(), "owl");
    await field.pressSequentially("s");
    assert.equal(await field.inputValue(), "owls");
    await page.close();
  });

  test("a click is kept, once", async () => {
    const { go, prepare } = held();
    const page = await open("/games/3", prepare);
    await page.getByRole("button", { name: /^Cheer for/ }).first().click();
    go();
    await isReady(page);
    await until(page, "1", () => document.querySelector(".cheer .count").textContent);
    await page.close();
  });

  test("a form that is sent is kept with what was typed", async () => {
    const { go, prepare } = held();
    const page = await open("/admin/games/301", prepare);
    await page.getByLabel("Goals, home").fill("2");
    await page.getByLabel("Goals, away").fill("2");
    await page.getByRole("button", { name: "Save the score" }).click();
    go();
    await page.getByText("Saved.").waitFor();
    await page.close();
  });

  test("a form that is sent by its key is kept, once", async () => {
    const { go, prepare } = held();
    const page = await open("/admin/teams/quarry-lane", prepare);
    await page.getByLabel("Town").fill("Quarry");
    await page.getByLabel("Ground").fill("");
    await page.getByLabel("Ground").press("Enter");
    go();
    await page.getByText("Where does it play?").waitFor();
    assert.equal(await page.getByLabel("Town").inputValue(), "Quarry");
    assert.equal(await page.evaluate(() => document.activeElement.id), "ground");
    await page.close();
  });

  test("links lead on", async () => {
    const { go, prepare } = held();
    const page = await open("/", prepare);
    await page.getByRole("link", { name: "About" }).click();
    await page.getByRole("heading", { name: "About" }).waitFor();
    go();
    await isReady(page);
    await page.close();
  });

  fixture.nothingComplained();
});

/** Changes the document of the server before the program of the page sees it. */
const damaged = (page, damage) => page.addInitScript(`
  document.addEventListener("readystatechange", () => { if (document.readyState === "interactive") (${damage})(); });
`);

describe("a page that cannot be adopted", () => {
  const fixture = scoreboard();

  for (const [what, missing] of [["program", /\.wasm$/], ["script", /_rally\/public-[0-9a-f]+\.js$/]]) {
    test(`works as without JavaScript when its ${what} cannot be had`, async () => {
      const page = await fixture.browser.open(`${fixture.server.url}/search`, {
        expected: () => true,
        prepare: (page) => page.route(missing, (route) => route.abort()),
      });
      await page.getByLabel("Team, town or ground").fill("owl");
      await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(/\?q=owl$/);
      await page.getByText("One team").waitFor();
      await page.close();
    });
  }

  test("is rendered anew, says so, keeps what was typed, and is left by links", async () => {
    const said = [];
    const sockets = [];
    const { go, prepare } = held();
    const page = await fixture.browser.open(`${fixture.server.url}/search`, {
      expected: (text) => said.push(text),
      prepare: async (page) => {
        await prepare(page);
        page.on("websocket", (socket) => sockets.push(socket));
        await damaged(page, () => document.querySelector("form").removeAttribute("data-hk"));
      },
    });
    await page.getByLabel("Team, town or ground").pressSequentially("owl");
    go();
    await isReady(page);
    assert.equal(await page.locator("html").getAttribute("data-rally-recovered"), "1");
    assert.equal(await page.getByLabel("Team, town or ground").inputValue(), "owl");
    await page.getByText("One team").waitFor();
    assert.ok(said.some((text) => text.includes("rendered anew")), said.join("\n"));
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(await page.locator("html").getAttribute("data-rally-recovered"), "1", "the document is the same");
    assert.equal(sockets.filter((socket) => !socket.isClosed()).length, 1);
    await page.close();
  });

  test("stays as the server sent it when its data cannot be read, and says so", async () => {
    const said = [];
    const page = await fixture.browser.open(`${fixture.server.url}/teams`, {
      expected: (text) => said.push(text),
      prepare: (page) => damaged(page, () => {
        const data = document.getElementById("rally-data");
        data.textContent = `AAAAAAAA${data.textContent.slice(8)}`;
      }),
    });
    await page.waitForEvent("console", (message) => message.text().includes("cannot be rendered"));
    assert.ok(said.some((text) => text.includes("the data of the page")), said.join("\n"));
    await page.getByRole("link", { name: "Redcliff Stags" }).click();
    await page.getByRole("heading", { name: "Redcliff Stags" }).waitFor();
    await page.close();
  });
});
