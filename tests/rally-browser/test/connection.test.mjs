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
