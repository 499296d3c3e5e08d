// The example page: the engine in somebody else's page, under a strict policy of its own.

import { expect, test } from "@playwright/test";

test("a page of its own asks, decides and names what failed, without any other origin", async ({ page, baseURL }) => {
  const foreign = [];
  const faults = [];
  page.on("request", (request) => request.url().startsWith(baseURL) || request.url().startsWith("data:") || foreign.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto("/docs/embedding/");
  const verdict = page.getByRole("status");
  await expect(verdict).toHaveText("undetermined");

  const question = (fact) => page.locator(`[data-fact="${fact}"]`);
  const sales = question("tea-sales").getByRole("textbox");
  await sales.fill("450");
  await sales.blur();
  await question("garden").getByRole("combobox").selectOption("none");
  await expect(verdict).toHaveText("not-eligible");
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("listitem").last()).toHaveText("第三条: It has no garden of its own.");

  await question("garden").getByRole("combobox").selectOption("old-trees");
  await expect(verdict).toHaveText("undetermined");
  await expect(question("picking-starts")).toHaveAttribute("data-open", "true");
  await question("picking-starts").locator("input").fill("2026-03-20");
  await expect(verdict).toHaveText("eligible");
  await expect(question("picking-starts")).toHaveAttribute("data-open", "false");

  await sales.fill("lots");
  await sales.blur();
  await expect(page.getByRole("alert")).toContainText("tea-sales: not a number; write");
  expect({ foreign, faults }).toEqual({ foreign: [], faults: [] });
});
