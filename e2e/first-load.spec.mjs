// The first question comes first: with little, and usable before the rest of the program is here.

import { existsSync, readdirSync } from "node:fs";
import { DIST } from "../tools/build.mjs";
import { firstFiles } from "../tools/budget.mjs";
import { JIANGSU, SHANGHAI, WORDS, begin, step } from "./journey.mjs";
import { REST, expect, holdRest, test } from "./support.mjs";

const zh = WORDS.zh;

// Which functions run depends on what arrives first, and on a busy machine that may be an order that
// was never walked. Then the rest comes early, no more; a list that is out of date fails every time.
test.describe.configure({ retries: 2 });
const yes = (page) => page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true });
const oneMet = zh["standing.met"].replace("{n}", "1");
const standing = (page) => page.locator(".standing-count").first();

test("up to the first question nothing is asked for that the budget does not count", async ({ page, watch, baseURL }) => {
  const plain = (name) => name.replace(/-[0-9a-f]{16}(\.\w+)$/, "$1");
  const hashed = new Map(readdirSync(DIST).map((name) => [plain(name), name]));
  const counted = new Set(firstFiles(hashed));
  for (const name of counted) expect(existsSync(`${DIST}/${name}`), name).toBe(true);
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  // If it did, tools/first-load.txt is out of date: npm run first-load.
  expect(hold.breathless, "functions of the rest were needed").toBe(0);
  const asked = watch.requests.map((url) => url.slice(new URL(baseURL).origin.length + 1).replace(/[#?].*/, "") || "index.html");
  // The browser's own business, and what is asked for once the question is there.
  const beside = /^(manifest\.webmanifest|icons\/.*|app_rest-.*|rest-.*|packs\/jiangsu\.json|offline-.*|sw\.js)$/;
  expect(asked.filter((name) => !counted.has(name) && !beside.test(name))).toEqual([]);
});

for (const journey of [JIANGSU, SHANGHAI]) {
  test(`no message is missing on the way to the first question of ${journey.track.id}`, async ({ page }) => {
    await holdRest(page);
    const missing = async () => (await page.locator("body").innerText()).match(/\[[a-z-]+\.[a-z0-9.-]+\]/g) ?? [];
    await page.goto("./");
    await expect(page.locator("#main h1")).toBeVisible();
    expect(await missing()).toEqual([]);
    await begin(page, journey);
    expect(await missing()).toEqual([]);
  });
}

test("an answer given before the rest is here waits for it, and counts", async ({ page }) => {
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  await expect(standing(page), "nothing is said of requirements before the rules are here").toHaveCount(0);
  await yes(page).check();
  await expect(yes(page)).toBeChecked();
  expect(hold.breathless, "the tap waited for the rest").toBe(0);
  await hold.letCome();
  await expect(standing(page)).toContainText(oneMet);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await page.reload();
  await expect(yes(page)).toBeChecked();
});

test("where the rest does not arrive that is said, and tried again", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  await page.route(REST, (route) => route.abort());
  await begin(page, JIANGSU);
  await expect(page.locator(".toasts")).toContainText(zh["toast.rest-missing"].split("（")[0]);
  await page.unroute(REST);
  await yes(page).check();
  await expect(standing(page)).toContainText(oneMet);
});

test("what only the rest can show comes with it at once", async ({ page }) => {
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  expect(hold.breathless).toBe(0);
  await page.locator(".q .chip").first().click();
  await expect(page.locator("dialog[open]")).toContainText("第八条");
  expect(hold.breathless).toBe(1);
});

test("a page opened in the middle has all of the program", async ({ page }) => {
  await begin(page, JIANGSU);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await step(page, 3);
  await page.reload();
  await expect(page.locator(".verdict")).toBeVisible();
});
