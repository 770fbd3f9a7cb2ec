// The page that explains a contract, as a person uses it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser } from "../driver/browser.mjs";
import { contrast } from "../driver/contrast.mjs";
import { Server } from "../driver/server.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const article = (page, id) => page.locator(`article[id="${id}"]`);
const width = (page) => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);

/** Opens the form of an endpoint, and calls with these arguments, else with those that stand there. */
async function call(page, id, argument) {
  const form = article(page, id).locator("details.try");
  if (!(await form.locator("form").isVisible())) await form.getByText("Call it").click();
  if (argument !== undefined) await form.getByRole("textbox").fill(typeof argument === "string" ? argument : JSON.stringify(argument));
  await form.getByRole("button", { name: "Call" }).click();
  await form.locator("button:enabled").waitFor();
  const [title, text] = [form.locator(".result strong"), form.locator(".result pre")];
  return [await title.textContent(), await text.textContent()];
}

describe("the page of the contract", () => {
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

  const LOOKS = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { viewport: { width: 360, height: 800 } }],
    ["narrow-dark", { viewport: { width: 360, height: 800 }, colorScheme: "dark" }],
  ];
  for (const [name, look] of LOOKS) {
    test(`${name}: it is searched, a link is followed, a call is made`, async () => {
      const page = await browser.open(`${server.url}/contract`, look);
      assert.equal(await page.title(), "quickstart – contract");

      await page.keyboard.press("/");
      await page.keyboard.type("load_ta");
      await page.keyboard.press("ArrowDown");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^load_task/);
      await browser.screenshot(page, `contract-${name}-search`);
      await page.keyboard.press("Enter");
      assert.equal(new URL(page.url()).hash, "#call-board/tasks.load_task");
      const found = article(page, "call-board/tasks.load_task");
      await found.getByRole("link", { name: "TaskDetails", exact: true }).click();
      const details = article(page, "type-board/tasks.TaskDetails");
      assert.ok(await details.evaluate((element) => element.matches(":target")));
      await details.getByRole("link", { name: "load_task", exact: true }).click();

      const person = { name: `Ada ${name}`, role: "Owner" };
      const [title, text] = await call(page, "call-account.add_person", person);
      assert.equal(title, "Ok");
      assert.deepEqual({ ...JSON.parse(text), id: 0 }, { ...person, id: 0 });
      assert.deepEqual((await call(page, "call-account.add_person", person))[0], "Error");
      assert.equal((await call(page, "call-board/tasks.list_tasks"))[0], "Ok");

      await article(page, "call-board/tasks.list_tasks").getByText("Examples", { exact: true }).click();
      const shown = article(page, "call-board/tasks.list_tasks").locator(".sample pre:visible");
      assert.match(await shown.first().textContent(), /^let request = ServerListTasks \{/);
      await article(page, "call-board/tasks.list_tasks").getByRole("button", { name: "JSON" }).click();
      assert.match(await shown.first().textContent(), /"kind": "request"/);

      await browser.screenshot(page, `contract-${name}`);
      const [wide, screen] = await width(page);
      assert.ok(wide <= screen, `${wide} > ${screen}`);
      await page.close();
    });

    test(`${name}: text can be read`, async () => {
      const page = await browser.open(`${server.url}/contract`, look);
      const pairs = await page.evaluate(() => {
        const ground = (element) => {
          const colour = getComputedStyle(element).backgroundColor;
          return /, 0\)$/.test(colour) ? ground(element.parentElement) : colour;
        };
        const texts = document.querySelectorAll("h1, .lead, nav a, nav h2, h5, .docs, .source, .mark, .warn, .label, .of a, summary, .tabs button");
        return [...texts].map((element) => [element.className || element.localName, getComputedStyle(element).color, ground(element)]);
      });
      for (const [what, text, behind] of pairs) {
        assert.ok(contrast(text, behind) >= 4.5, `${what}: ${text} on ${behind}`);
      }
      await page.close();
    });
  }

  test("what is wrong with arguments is said at the field, and nothing is sent", async () => {
    const page = await browser.open(`${server.url}/contract`);
    page.on("request", (request) => assert.notEqual(request.method(), "POST"));
    const cases = [
      ["{", "JSON"],
      [{ name: 7, role: "Owner" }, "name: expected text, got a number"],
      [{ name: "Ada" }, "role: the field is missing"],
      [{ name: "Ada", role: "Boss" }, 'role: expected one of Guest, Member, Owner, got "Boss"'],
      [{ name: "Ada", role: "Owner", age: 7 }, "age: there is no such field; there are name, role"],
    ];
    for (const [argument, said] of cases) {
      const [title, text] = await call(page, "call-account.add_person", argument);
      assert.equal(title, "Not sent");
      assert.ok(text.includes(said), `${text} instead of ${said}`);
    }
    await page.close();
  });

  test("a server that is not there is no answer", async () => {
    const page = await browser.open(`${server.url}/contract`, { expected: () => true });
    await page.getByLabel("Server").fill(`${server.url.replace("127.0.0.1", "localhost")}/rpc`);
    assert.equal((await call(page, "call-account.limits"))[0], "No answer");
    await page.close();
  });

  test("a page from before a deploy calls what is the same, and nothing else", async () => {
    const older = (page) => page.route("**/contract", async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = text
        .replace(/("hash":")\w{64}/, `$1${"0".repeat(64)}`)
        .replace(/(\["board\/tasks","load_task",[^\n]*?")\w{16}("\])/, "$10123456789abcdef$2");
      await route.fulfill({ response, body });
    });
    // A browser reports each call that is not run at first.
    const page = await browser.open(`${server.url}/contract`, { expected: (text) => text.includes("409"), prepare: older });
    const note = article(page, "call-account.list_people").locator(".result .warn");
    assert.equal((await call(page, "call-account.list_people"))[0], "Ok");
    assert.match(await note.textContent(), /another version of the contract, in which this function is the same/);
    assert.deepEqual(await call(page, "call-board/tasks.load_task"),
      ["Stale", "The server has another version of this function. Reload this page, or generate it anew."]);
    await page.close();
  });

  test("a server of another origin that speaks another contract is told of, and what it answers is not made fit", async () => {
    const values = [[], [{ type: "account.Person", variant: "Person", fields: { id: 1, name: 7, role: null } }]];
    let sent;
    const other = (page) => page.route("http://other.test/rpc", (route) => {
      sent = route.request().headers();
      const inner = { type: "gleam/result.Result", variant: "Ok", fields: [values.shift()] };
      const value = { type: "gleam/result.Result", variant: "Ok", fields: [inner] };
      const headers = {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "libero-contract",
        "libero-contract": "0".repeat(64),
      };
      return route.fulfill({ headers, contentType: "application/json", body: JSON.stringify({ kind: "response", value }) });
    });
    const page = await browser.open(`${server.url}/contract`, { prepare: other });
    await page.getByLabel("Server").fill("http://other.test");
    const id = "call-account.list_people";
    assert.deepEqual(await call(page, id), ["Ok", "[]"]);
    assert.match(await article(page, id).locator(".result .warn").textContent(), /speaks another version of the contract/);
    assert.equal(sent["libero-contract"], undefined);
    const [title, text] = await call(page, id);
    assert.equal(title, "Not read");
    assert.match(text, /no answer of this contract/);
    await page.close();
  });

  test("the server is named as `libero call` takes it", async () => {
    const page = await browser.open(`${server.url}/contract`);
    const field = page.getByLabel("Server");
    const host = new URL(server.url).host;
    for (const text of [server.url, `${server.url}/`, host, `ws://${host}/ws`, `${server.url}/contract.json`, "/rpc"]) {
      await field.fill(text);
      assert.equal((await call(page, "call-account.list_people"))[0], "Ok", text);
    }
    for (const text of ["nonsense", "", "ftp://a/rpc", "http://"]) {
      await field.fill(text);
      const [title, said] = await call(page, "call-account.list_people");
      assert.equal(title, "Not sent", text);
      assert.match(said, /is no address of a server: write http:/);
    }
    await page.close();
  });

  test("it is served under a policy that lets nothing else run", async () => {
    const answer = await fetch(`${server.url}/contract`);
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/);
    assert.match(policy, /frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /unsafe/);
    const text = await (await fetch(`${server.url}/llms.txt`)).text();
    assert.match(text, /^# quickstart\n/);
  });

  test("nothing complained", () => {
    assert.deepEqual(browser.complaints, []);
  });
});

describe("the page of a contract with everything in it", () => {
  let folder;
  let browser;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "contract-"));
    const contract = join(root, "tests/corpus/generated/contract.json");
    const command = ["run", "--quiet", "-p", "libero-cli", "--", "docs", contract, "--out", folder];
    execFileSync("cargo", command, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    browser = new Browser();
    await browser.start();
  });
  after(async () => {
    await browser?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("its form writes what Rust writes, and what it reads comes out as it went in", async () => {
    const page = await browser.open(pathToFileURL(join(folder, "contract.html")).href);
    const count = await page.evaluate(() => {
      const same = (one, other, what) => {
        const sorted = (key, value) => (value && typeof value === "object" && !Array.isArray(value)
          ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]])) : value);
        const [a, b] = [one, other].map((value) => JSON.stringify(value, sorted));
        if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
      };
      for (const details of document.querySelectorAll("details.try")) {
        const [module, name, request, ok, , example] = data.calls[Number(details.dataset.call)];
        const [sent, answered] = [...details.closest("article").querySelectorAll('pre[data-in="json"]')].map((pre) => JSON.parse(pre.textContent));
        const what = `${module}.${name}`;
        same(values.write(request, example), sent.message, what);
        same(values.read(request, sent.message), example, what);
        const typed = answered.value.fields[0].fields[0];
        same(values.write(ok, values.read(ok, typed)), typed, what);
      }
      let types = 0;
      data.types.forEach(([name, , params], index) => {
        const pre = document.getElementById(`type-${name}`)?.querySelector('pre[data-in="json"]');
        if (!pre || params.length) return;
        const typed = JSON.parse(pre.textContent);
        same(values.write(index, values.read(index, typed)), typed, name);
        types += 1;
      });
      return types;
    });
    assert.ok(count > 50, `${count}`);
    const [wide, screen] = await width(page);
    assert.ok(wide <= screen, `${wide} > ${screen}`);
    assert.equal(await page.evaluate(() => new Set([...document.querySelectorAll("[id]")].map(({ id }) => id)).size),
      await page.locator("[id]").count());
    const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute("href"))
      .filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))));
    assert.deepEqual(dead, []);
    await page.close();
  });

  test("nothing complained", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
