// A program that stops says so, keeps what was saved, and hands it over without its own help.

import { readFile } from "node:fs/promises";
import { JIANGSU, WORDS, answer, begin } from "./journey.mjs";
import { axe, expect, test } from "./support.mjs";

test("a panic shows a page with the records to download and the details to copy", async ({ page, watch }) => {
  watch.allow(/unreachable|panicked|provoked|RuntimeError/);
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);

  // The program cannot go on once the browser refuses to make elements.
  await page.evaluate(() => {
    Document.prototype.createElementNS = Document.prototype.createElement = () => {
      throw new Error("provoked");
    };
  });
  await page.getByRole("link", { name: WORDS.zh["frame.about"] }).click();

  const crashed = page.locator("#crashed");
  await expect(crashed).toBeVisible();
  await expect(page.locator("#app")).toBeHidden();
  await expect(crashed.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.locator("#crash-details")).toHaveValue(/panicked at/);
});

test("after a panic the records are offered as files, and reloading goes on with them", async ({ page, watch }) => {
  watch.allow(/unreachable|panicked|RuntimeError|provoked/);
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await page.evaluate(() => {
    dispatchEvent(new CustomEvent("program-panicked", { detail: "panicked at a test" }));
    dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("provoked") }));
  });

  const crashed = page.locator("#crashed");
  await expect(crashed).toBeVisible();
  expect(await axe(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await crashed.locator("#crash-records a").click();
  const dossier = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(dossier.answers["legal-person"]).toBe(true);

  await page.getByRole("button", { name: /重新载入/ }).click();
  await expect(page.locator(".q").first()).toBeVisible();
  await expect(crashed).toBeHidden();
});
