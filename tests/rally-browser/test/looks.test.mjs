// What it looks like. The pictures are part of the repository: RALLY_SCREENSHOTS=1 renews them.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { contrast } from "../../browser/driver/contrast.mjs";
import { scoreboard } from "../driver/fixture.mjs";

const folder = fileURLToPath(new URL("../../../examples/scoreboard/screenshots/", import.meta.url));
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 390, height: 844 };

const PICTURES = [
  ["table-light", "/", WIDE, "light"],
  ["table-dark", "/", WIDE, "dark"],
  ["table-narrow", "/", NARROW, "dark"],
  ["game-light", "/games/243", WIDE, "light"],
  ["games-narrow", "/games", NARROW, "light"],
  ["team-dark", "/teams/northmoor", WIDE, "dark"],
  ["office-light", "/admin", WIDE, "light"],
];

/** Texts with their colours and what is behind them. */
function texts() {
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const elements = [...document.querySelectorAll("main *, header *, footer *")];
  const shown = elements.filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.closest(".crest, noscript"));
  return shown.map((element) => [element.textContent.slice(0, 40), getComputedStyle(element).color, behind(element)]);
}

describe("what it looks like", () => {
  const fixture = scoreboard();

  for (const [name, address, viewport, colorScheme] of PICTURES) {
    test(`${name}: nothing is cut off, and every text can be read`, async () => {
      const page = await fixture.open(address, { viewport, colorScheme });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      const shown = await page.evaluate(texts);
      assert.ok(shown.length > 20);
      assert.deepEqual(shown.filter(([, ink, paper]) => contrast(ink, paper) < 4.5), []);
      if (process.env.RALLY_SCREENSHOTS) {
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}.png`) });
      }
      await page.close();
    });
  }

  fixture.nothingComplained();
});
