// One socket: in two tabs, and when the server goes away.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard, until } from "../driver/fixture.mjs";

const isLoading = () => document.getElementById("rally-progress")?.hidden === false;
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

  test("is waited for, however often a socket is refused meanwhile", async () => {
    let refusals = 0;
    const expected = (text) => {
      if (/WebSocket connection to/.test(text)) refusals += 1;
      return /WebSocket connection to|ERR_CONNECTION_REFUSED/.test(text);
    };
    const page = await fixture.open("/games/4", { expected });
    await page.evaluate(() => { window.kept = true; });
    await cheer(page).click();
    await until(page, "1", cheers);
    assert.equal(await fixture.server.stop(), 0);
    await cheer(page).click();
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    for (let patience = 200; patience > 0 && refusals < 3; patience -= 1) await page.waitForTimeout(50);
    assert.ok(await page.evaluate(isLoading), "the page that is waited for is not there yet");
    assert.equal(new URL(page.url()).pathname, "/games/4");
    await fixture.server.start();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    assert.ok(await page.evaluate(() => window.kept), "the document is the same");
    await page.goBack();
    await page.reload();
    await until(page, "2", cheers);
    await page.close();
  });

  fixture.nothingComplained();
});

describe("a call that is too large", () => {
  const fixture = scoreboard();

  test("is not sent, says so, and harms no other", async () => {
    const sockets = [];
    const prepare = (page) => page.on("websocket", (socket) => sockets.push(socket));
    const page = await fixture.open("/admin/teams/quarry-lane", { prepare });
    const ground = await page.getByLabel("Ground").inputValue();
    await page.getByLabel("Ground").fill("x".repeat(1_200_000));
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("too large to be sent").waitFor();
    await page.getByLabel("Ground").fill(ground);
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("Saved.").waitFor();
    assert.deepEqual(sockets.map((socket) => socket.isClosed()), [false]);
    await page.close();
  });

  test("closes a socket of a server that takes less, which is said in the console", async () => {
    const expected = (text) => text.includes("the server closed the socket: it is too large (1009)");
    const page = await fixture.open("/about", {
      expected,
      prepare: (page) => page.routeWebSocket(/\/ws$/, (socket) => socket.close({ code: 1009, reason: "it is too large" })),
    });
    await page.waitForEvent("console", (message) => expected(message.text()));
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
