// Every page: as the server sends it, the browser keeps it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard, until } from "../driver/fixture.mjs";
import { crawl, hydrate } from "../driver/hydration.mjs";

/** One of each kind at least. What makes no sense in a query string is as good as nothing. */
const ADDRESSES = [
  "/", "/about", "/games", "/games?team=alder-bay&page=2", "/games?page=x&y=1", "/games/1", "/games/306",
  "/search", "/search?q=o", "/search?q=%22%3Cb%3E", "/teams", "/teams/pinecrest",
  "/admin", "/admin/games/new", "/admin/games/1", "/admin/games/306", "/admin/teams", "/admin/teams/redcliff",
];

describe("every page", () => {
  const fixture = scoreboard();

  test("is adopted as it is, and says nothing in the console", async () => {
    const { server, browser } = fixture;
    assert.deepEqual(await hydrate(browser, server.url, ADDRESSES), []);
  });

  test("that a link leads to is adopted as well", async () => {
    const { server, browser } = fixture;
    const addresses = await crawl(server.url, ["/", "/admin"]);
    assert.ok(addresses.length > 15, `${addresses}`);
    const others = addresses.filter((address) => !ADDRESSES.includes(address));
    assert.deepEqual(await hydrate(browser, server.url, others), []);
  });

  test("that is not there is said to be so, in the look of the application", async () => {
    const { server } = fixture;
    for (const address of ["/nothing", "/games/9999", "/games/9223372036854775808", "/teams/nobody", "/games/1/2"]) {
      const response = await fetch(server.url + address);
      assert.equal(response.status, 404, address);
      assert.match(await response.text(), /Off the pitch/, address);
    }
  });
});

describe("a page in development", () => {
  const fixture = scoreboard({}, { APP_ENV: "dev" });

  test("keeps its messages, and warns of nothing that is as it should be", async () => {
    const page = await fixture.open("/about");
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
    await until(page, "out in", () => window.__RALLY_MESSAGES__.map((message) => message.direction).join(" "));
    await page.close();
  });

  fixture.nothingComplained();
});

describe("what a browser is sent", () => {
  const fixture = scoreboard();
  const SECRETS = [
    "SELECT", "INSERT", "UPDATE ", "fixtures", "home_cheers", "sqlite", "DATABASE_URL", "--seed", "The Breakwater",
    "The server is busy", "Another team has this name", "There is no such game", "cannot play against itself",
  ];

  test("holds nothing of the server", async () => {
    const { server } = fixture;
    for (const address of ["/", "/admin"]) {
      const html = await fetch(server.url + address).then((response) => response.text());
      const script = /src="(\/_rally\/[^"]+\.js)"/.exec(html)[1];
      const boot = await fetch(server.url + script).then((response) => response.text());
      const names = [...boot.matchAll(/"\.\/([\w.-]+\.(?:js|wasm))"/g)].map(([, name]) => `/_rally/${name}`);
      assert.equal(names.length, 2, boot);
      for (const name of [script, ...names]) {
        const response = await fetch(server.url + name);
        assert.equal(response.status, 200, name);
        const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
        assert.deepEqual(SECRETS.filter((secret) => bytes.includes(secret)), [], name);
        if (name.endsWith(".wasm") && address === "/") assert.ok(bytes.includes("Latest results"), "it is the program");
      }
    }
  });
});
