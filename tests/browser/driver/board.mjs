// What a person does with the board.

/** Whether the page says that it is connected. */
export const isConnected = (page) => page.locator('#state[data-state="open"]').waitFor();

export async function addTask(page, title, { tags = "", due = "" } = {}) {
  await page.getByLabel("New task").fill(title);
  await page.locator("#add").getByLabel("Tags").fill(tags);
  await page.locator("#add").getByLabel("Due").fill(due);
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

export const column = (page, name) => page.getByRole("region", { name });

/** The card of a task in a column. */
export const card = (page, where, title) => column(page, where).getByRole("article").filter({ hasText: title });

export const moveTask = (page, title, to) => page.getByLabel(`Move “${title}” to`).selectOption(to);

export async function openTask(page, title) {
  await page.getByRole("button", { name: title, exact: true }).click();
  return page.getByRole("dialog");
}

export async function joinAs(page, name) {
  await page.getByLabel("You are").selectOption("new");
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}
