// One socket: in two tabs, and when the server goes away.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard, until } from "../driver/fixture.mjs";

const cheer = (page) => page.getByRole("button", { name: /^Cheer for/ }).first();
const cheers = () => document.querySelector(".cheer .count").textContent;

describe("two tabs", () => {
  const fixture = scoreboard();

  test("each shows what the server has counted of both", async () => {
    const [one, other] = [await fixture.open("/games/1"), await fixture.open("/games/1")];
    await cheer(one).click();
    await until(one, "1", cheers);
    assert.equal(await other.evaluate(cheers), "0");
    await cheer(other).click();
    await until(other, "2", cheers);
    await one.close();
    await other.close();
  });

  fixture.nothingComplained();
});

describe("a server that restarts", () => {
  const fixture = scoreboard();

  test("is found again, and what was counted is still there", async () => {
    // A browser itself reports a connection that it cannot make.
    const expected = (text) => /WebSocket connection to|ERR_CONNECTION_REFUSED/.test(text);
    const page = await fixture.open("/games/2", { expected });
    await cheer(page).click();
    await until(page, "1", cheers);
    assert.equal(await fixture.server.stop(), 0);
    await fixture.server.start();
    await cheer(page).click();
    await until(page, "2", cheers);
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    await page.close();
  });

  fixture.nothingComplained();
});

describe("a server of another version", () => {
  const fixture = scoreboard();

  // Runs in the page. The client does not say which version it is, so the server tells what it has; and of
  // one function it seems to have another one.
  const another = () => {
    window.WebSocket = class extends WebSocket {
      constructor(url, names) {
        super(url, names.filter((name) => !/[.][0-9a-f]{64}$/.test(name)));
        this.addEventListener("message", (event) => {
          if (typeof event.data !== "string" || !event.data.startsWith("{")) return;
          const contract = JSON.parse(event.data);
          contract.contract_hash = "other";
          contract.endpoints["public/pages/games/id_.cheer"] = "other";
          Object.defineProperty(event, "data", { value: JSON.stringify(contract) });
        });
      }
    };
  };

  test("is asked for what is still the same, and not for the rest", async () => {
    const page = await fixture.open("/games/1", { prepare: (page) => page.addInitScript(another) });
    await cheer(page).click();
    await page.getByRole("alert").getByText("There is a new version").waitFor();
    await page.evaluate(() => { window.isStill = true; });
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.equal(await page.evaluate(() => window.isStill), true);
    await page.close();
  });

  fixture.nothingComplained();
});
