// Whether pages are adopted as the server sent them. For the pages of any application of rally:
//
//   node driver/hydration.mjs http://127.0.0.1:8080 [/ADDRESS…]
//
// Without addresses it begins at / and follows links, three for each shape of address.

import { pathToFileURL } from "node:url";
import { Browser } from "../../browser/driver/browser.mjs";

/** Waits until a page reacts. */
export const isReady = (page) => page.locator("html[data-rally=ready]").waitFor({ state: "attached" });

/** Runs in the page before all else: remembers the server's elements, and notes what the policy forbids. */
export async function watch(page) {
  await page.addInitScript(() => {
    const seen = { elements: [], text: "", violations: [] };
    window.__seen = seen;
    document.addEventListener("securitypolicyviolation", (event) => {
      seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
    // The document is complete before its module runs, and this listener was there before.
    document.addEventListener("readystatechange", () => {
      if (document.readyState !== "interactive") return;
      const app = document.getElementById("rally-app");
      seen.elements = [...app.querySelectorAll("*")];
      seen.text = app.textContent;
    });
  });
}

/** What is wrong with how a page was adopted. It must have been watched. */
export async function faults(page) {
  await isReady(page);
  return page.evaluate(() => {
    const { elements, text, violations } = window.__seen;
    const app = document.getElementById("rally-app");
    const gone = elements.filter((element) => !app.contains(element));
    const names = gone.slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
    return [
      ...violations.map((violation) => `forbidden by the policy: ${violation}`),
      ...(document.documentElement.dataset.rallyRecovered ? ["it was rendered anew"] : []),
      ...(elements.length ? [] : ["the server sent no elements"]),
      ...names.map((name) => `an element of the server is gone: ${name}`),
      ...(app.textContent === text ? [] : ["its text has changed"]),
    ];
  });
}

/** All that is wrong with these addresses of a server: of each, what the console and the page say. */
export async function hydrate(browser, url, addresses) {
  const problems = [];
  for (const address of addresses) {
    const before = browser.complaints.length;
    const page = await browser.open(url + address, { prepare: watch });
    const found = await faults(page).catch((error) => [error.message.split("\n")[0]]);
    await page.close();
    const complaints = browser.complaints.splice(before);
    problems.push(...[...found, ...complaints].map((problem) => `${address}: ${problem}`));
  }
  return problems;
}

/** Addresses that links lead to, from some of them on. */
export async function crawl(url, from = ["/"], perShape = 3) {
  const found = new Set(from);
  const shapes = new Map();
  for (const address of found) {
    const html = await fetch(url + address).then((response) => response.text());
    for (const [, href] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const target = new URL(href.replaceAll("&amp;", "&"), url + address);
      if (target.origin !== new URL(url).origin) continue;
      const segments = target.pathname.split("/");
      const names = [...target.searchParams.keys()];
      const shape = [segments.length, ...segments.slice(1, -1), segments.length === 2 ? segments[1] : "", ...names].join("/");
      const count = shapes.get(shape) ?? 0;
      const next = target.pathname + target.search;
      if (found.has(next) || count >= perShape) continue;
      shapes.set(shape, count + 1);
      found.add(next);
    }
  }
  return [...found];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [url, ...given] = process.argv.slice(2);
  const addresses = given.length ? given : await crawl(url);
  const browser = await new Browser().start();
  try {
    const problems = await hydrate(browser, url, addresses);
    console.log(problems.length ? problems.join("\n") : `${addresses.length} pages hydrate`);
    process.exitCode = problems.length ? 1 : 0;
  } finally {
    await browser.remove();
  }
}
