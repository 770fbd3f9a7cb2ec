// What somebody may try who means no good: each gets a clear answer, and the server is still there.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard } from "../driver/fixture.mjs";

/** Ends an attribute, and runs something, wherever it is taken for HTML. */
const SCRIPT = `"'><img src=x onerror=__ran=1>`;
const LONGER = `${SCRIPT}</textarea></title><script>__ran=1</script>{{1}}&lt;b&gt;`;

describe("script that somebody fills in", () => {
  const fixture = scoreboard();

  /** The page holds the text, and nothing of it has become an element or has run. */
  async function isText(page, where) {
    const found = await page.evaluate(([script, longer]) => ({
      ran: window.__ran,
      elements: document.querySelectorAll("img, #rally-app script").length,
      violations: window.__seen.violations,
      shown: document.documentElement.textContent.includes(script)
        || [...document.querySelectorAll("input")].some((input) => [script, longer].includes(input.value)),
    }), [SCRIPT, LONGER]);
    assert.deepEqual(found, { ran: undefined, elements: 0, violations: [], shown: true }, where);
  }

  /** Follows a link of the application that is not on the page. */
  async function go(page, address) {
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement("a"), { href });
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    await page.waitForURL(new URL(address, fixture.server.url).href);
  }

  test("is text in every field, and on every page that shows it", async () => {
    const page = await fixture.open("/admin/teams/redcliff");
    for (const [label, text] of [["Name", SCRIPT], ["Town", LONGER], ["Ground", LONGER], ["Founded", LONGER]]) {
      await page.getByLabel(label).fill(text);
    }
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("A year from 1850 to 2026.").waitFor();
    await isText(page, "a form that is refused");
    await page.getByLabel("Founded").fill("1890");
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("Saved.").waitFor();

    await go(page, "/admin/games/new");
    await page.getByRole("heading", { name: "New game" }).waitFor();
    await isText(page, "the options of a form");
    await page.getByLabel("Round").fill(LONGER);
    await page.getByRole("button", { name: "Add the game" }).click();
    await page.getByText("A number from 1 to 99.").waitFor();
    await isText(page, "another form that is refused");

    await go(page, "/admin/games/301");
    for (const label of ["Goals, home", "Goals, away"]) await page.getByLabel(label).fill(LONGER);
    await page.getByRole("button", { name: "Save the score" }).click();
    await page.getByText("A number from 0 to 99.").first().waitFor();
    assert.equal(await page.getByLabel("Goals, home").inputValue(), LONGER);
    assert.equal(await page.evaluate(() => window.__ran), undefined);
    await page.close();

    const search = `/search?q=${encodeURIComponent(LONGER)}`;
    for (const [from, addresses] of [
      ["/about", ["/", "/teams", "/teams/redcliff", "/games?team=redcliff", "/search?q=onerror", search]],
      ["/admin/games/new", ["/admin", "/admin/teams", "/admin/teams/redcliff"]],
    ]) {
      for (const address of addresses) {
        const first = await fixture.open(address);
        await isText(first, `${address}, as the server sends it`);
        const shown = await first.locator("#rally-app").textContent();
        await first.close();

        const later = await fixture.open(from);
        await go(later, address);
        await later.waitForFunction((text) => document.getElementById("rally-app").textContent === text, shown);
        await isText(later, `${address}, as the client shows it`);
        await later.close();
      }
    }
  });

  fixture.nothingComplained();
});

describe("a server that is asked nonsense", () => {
  const fixture = scoreboard();
  const LEAKS = /SELECT|sqlite|rusqlite|panicked|src\/|\/home\/|\.rs\b/;

  /** The status and the text of an answer, in which nothing of the server is told. */
  async function ask(path, init = {}) {
    const response = await fetch(fixture.server.url + path, { redirect: "manual", ...init });
    const text = await response.text();
    assert.doesNotMatch(text, LEAKS, path);
    return { status: response.status, text };
  }

  const call = (base, contentType, body) =>
    ask(`${base}/rpc`, { method: "POST", headers: { "content-type": contentType }, body });

  test("says that there is nothing under numbers that are none of its own", async () => {
    for (const id of ["9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e3", "0x1", "%00", "٣", "1.5"]) {
      for (const base of ["/games/", "/admin/games/"]) {
        assert.equal((await ask(base + encodeURI(decodeURI(id)))).status, 404, base + id);
      }
    }
    for (const id of ["9223372036854775808", 9223372036854775808, -1.5, null, [], "x"]) {
      const answer = await ask("/admin/rpc/admin/pages/games/id_/save_score", {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id, home: "1", away: "1" }),
      });
      assert.equal(answer.status, 400, `${id}: ${answer.text}`);
    }
  });

  test("answers frames that are none", async () => {
    const seed = Buffer.from("836803", "hex");
    for (let length = 0; length < 64; length += 1) {
      const bytes = Buffer.concat([seed, Buffer.alloc(length, (length * 37) % 256)]);
      for (const base of ["", "/admin"]) {
        const { status } = await call(base, "application/vnd.libero.etf", bytes);
        assert.ok(status === 200 || status === 400, `${status} at ${bytes.toString("hex")}`);
      }
    }
    for (const text of ["", "{", "[]", "[[[[[[[[", '{"a":1}', "null", `"${"x".repeat(10_000)}"`]) {
      const { status } = await call("", "application/json", text);
      assert.ok(status === 200 || status === 400, `${status} at ${text.slice(0, 20)}`);
    }
  });

  test("does not read a hundred megabytes", async () => {
    const body = Buffer.alloc(100 << 20);
    for (const path of ["/rpc", "/admin/rpc"]) {
      const answer = await ask(path, {
        method: "POST", headers: { "content-type": "application/vnd.libero.etf" }, body,
      }).catch((error) => ({ status: error.cause?.code }));
      // Who goes on sending may be cut off before the answer was read.
      assert.ok([413, "EPIPE", "ECONNRESET", "UND_ERR_SOCKET"].includes(answer.status), `${answer.status}`);
    }
  });

  test("is still there", async () => {
    assert.equal((await ask("/healthz")).status, 200);
    const page = await fixture.open("/games/1");
    await page.getByRole("button", { name: /^Cheer for/ }).first().click();
    await page.getByText("1", { exact: true }).first().waitFor();
    await page.close();
  });

  fixture.nothingComplained();
});
