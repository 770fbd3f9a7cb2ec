// A server and a browser for the tests of one file.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser } from "../../browser/driver/browser.mjs";
import { isReady, watch } from "./hydration.mjs";
import { Server } from "./server.mjs";

/** To be called within `describe`. `options` are those of the browser, `env` settings of the server. */
export function scoreboard(options = {}, env = {}) {
  const fixture = {
    server: new Server(env),
    browser: new Browser(),
    /** A page at an address, when it reacts. */
    async open(address, { prepare, ...emulated } = {}) {
      const both = async (page) => { await watch(page); await prepare?.(page); };
      const page = await fixture.browser.open(fixture.server.url + address, { prepare: both, ...emulated });
      if (options.javaScriptEnabled !== false) await isReady(page);
      return page;
    },
    /** To be called last. */
    nothingComplained() {
      test("nothing complained", () => assert.deepEqual(fixture.browser.complaints, []));
    },
  };
  before(async () => {
    await fixture.server.start();
    await fixture.browser.start(options);
  });
  after(async () => {
    await fixture.browser.remove();
    await fixture.server.remove();
  });
  return fixture;
}

/** Asks the page until it answers what is expected. */
export async function until(page, expected, ask) {
  for (let patience = 100; patience > 0 && (await page.evaluate(ask)) !== expected; patience -= 1) {
    await page.waitForTimeout(50);
  }
  assert.equal(await page.evaluate(ask), expected);
}

/** Counts the calls of a page in `__calls`. */
export const count = (page) => page.addInitScript(() => {
  window.__calls = 0;
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function count(data) {
    if (typeof data !== "string") window.__calls += 1;
    return send.call(this, data);
  };
});

/** The same, and holds back what the server says to them until `__go` is called. */
export async function slow(page) {
  await count(page);
  await page.addInitScript(() => {
    const gate = new Promise((done) => { window.__go = done; });
    const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
    Object.defineProperty(WebSocket.prototype, "onmessage", {
      set(react) { set.call(this, (event) => gate.then(() => react(event))); },
    });
  });
}
