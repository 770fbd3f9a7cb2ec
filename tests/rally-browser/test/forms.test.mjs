// What is filled in, what the server says to it, and what it has become.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoreboard, slow, until } from "../driver/fixture.mjs";

const problem = (page, field) => page.locator(`#${field}-problem`).textContent();

describe("forms", () => {
  const fixture = scoreboard();

  test("say at each field what the server does not accept", async () => {
    const page = await fixture.open("/admin/games/new");
    await page.getByLabel("Home team").selectOption("Redcliff Stags");
    await page.getByLabel("Away team").selectOption("Redcliff Stags");
    await page.getByLabel("Round").fill("none");
    await page.getByRole("button", { name: "Add the game" }).click();
    await page.getByText("A team cannot play against itself.").waitFor();
    assert.equal(await problem(page, "round"), "A number from 1 to 99.");
    assert.equal(await problem(page, "day"), "");
    assert.equal(await page.getByLabel("Round").inputValue(), "none");

    await page.getByLabel("Round").fill("35");
    await page.getByLabel("Away team").selectOption("Alder Bay Mariners");
    await page.getByRole("button", { name: "Add the game" }).click();
    await page.getByText("They play each other already").waitFor();
    assert.equal(await problem(page, "round"), "");
    await page.close();
  });

  test("tell readers of screens what is wrong, and lead to the first field that is", async () => {
    const page = await fixture.open("/admin/teams/redcliff");
    const [name, town, founded] = ["Name", "Town", "Founded"].map((label) => page.getByLabel(label));
    await town.fill("");
    await founded.fill("1066");
    await name.press("Enter");
    await page.getByText("Where is it at home?").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "town");
    const told = (field) => field.evaluate((input) => [
      input.getAttribute("aria-invalid"),
      document.getElementById(input.getAttribute("aria-describedby")).textContent,
    ]);
    assert.deepEqual(await told(name), [null, ""]);
    assert.deepEqual(await told(town), ["true", "Where is it at home?"]);
    assert.deepEqual(await told(founded), ["true", "A year from 1850 to 2026."]);
    await founded.fill("1866");
    assert.equal(await page.evaluate(() => document.activeElement.id), "founded");
    await town.fill("Redcliff");
    await town.press("Enter");
    await page.getByText("Saved.").waitFor();
    assert.deepEqual(await told(founded), [null, ""]);
    await town.fill("Redcliff-on-Sea");
    await until(page, "", () => document.querySelector("[role=status]").textContent);
    await page.close();
  });

  test("are sent once, however often somebody presses the key, and keep what is typed meanwhile", async () => {
    const page = await fixture.open("/admin/games/302", { prepare: slow });
    const away = page.getByLabel("Goals, away");
    await page.getByLabel("Goals, home").fill("1");
    await away.fill("1");
    await away.press("Enter");
    await until(page, true, () => document.querySelector("form button").disabled);
    await away.press("Enter");
    await away.fill("2");
    await page.evaluate(() => window.__go());
    await until(page, false, () => document.querySelector("form button").disabled);
    assert.equal(await page.evaluate(() => window.__calls), 1);
    assert.equal(await away.inputValue(), "2");
    // What is filled in is not what was saved.
    assert.equal(await page.locator("[role=status]").textContent(), "");
    await page.close();
  });

  test("a score is saved, and everybody sees it", async () => {
    const page = await fixture.open("/admin/games/300");
    await page.getByLabel("Goals, home").fill("7");
    await page.getByRole("button", { name: "Save the score" }).click();
    await page.getByText("A number from 0 to 99.").waitFor();
    await page.getByLabel("Goals, away").fill("5");
    await page.getByRole("button", { name: "Save the score" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("link", { name: "As everybody sees it" }).click();
    await page.getByText("7 : 5").waitFor();
    await page.close();
  });

  test("a name that is taken is refused, and script in a name is text", async () => {
    const page = await fixture.open("/admin/teams/redcliff");
    await page.getByLabel("Name").fill("pinecrest OWLS");
    await page.getByRole("heading", { name: "pinecrest OWLS" }).waitFor();
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("Another team has this name.").waitFor();
    const name = "<img src=x onerror=alert(1)>";
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Save the team" }).click();
    await page.getByText("Saved.").waitFor();
    const shown = await fixture.open("/teams/redcliff");
    assert.equal(await shown.getByRole("heading", { level: 1 }).textContent(), name);
    assert.equal(await shown.locator("img").count(), 0);
    await shown.close();
    await page.close();
  });

  fixture.nothingComplained();
});
