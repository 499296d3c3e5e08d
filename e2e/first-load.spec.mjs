// The first question comes first: with little, and usable before the rest of the program is here.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { DIST } from "../tools/build.mjs";
import { firstFiles } from "../tools/budget.mjs";
import { gestures, leave } from "../tools/first-load.mjs";
import { JIANGSU, WORDS, begin, step } from "./journey.mjs";
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

const missing = async (page) => (await page.locator("body").innerHTML()).match(/\[[a-z-]+\.[a-z0-9.-]+\]/g) ?? [];
const { packs } = JSON.parse(readFileSync(`${DIST}/packs/index.json`, "utf8"));

for (const lang of ["zh-CN", "en-GB"]) {
  test(`the first part has what the start page needs, ${lang}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, locale: lang, serviceWorkers: "block" });
    const page = await context.newPage();
    const hold = await holdRest(page);
    await page.goto("./");
    await expect(page.locator("#which")).toBeVisible();
    expect(await missing(page)).toEqual([]);
    expect(hold.breathless).toBe(0);
    await context.close();
  });
  for (const pack of packs) {
    test(`the first part has what the first pages of ${pack.id} need, ${lang}`, async ({ browser, baseURL }) => {
      for (const track of pack.tracks) {
        const context = await browser.newContext({ baseURL, locale: lang, serviceWorkers: "block" });
        const page = await context.newPage();
        const hold = await holdRest(page);
        await page.goto(`./#/track/${pack.id}/${track.id}`);
        await expect(page.locator("#main h1")).toBeVisible();
        expect(await missing(page), track.id).toEqual([]);
        const begin = page.locator("#begin ~ .actions .btn.main");
        if (await begin.count()) {
          await begin.click();
          await expect(page.locator(".q").first()).toBeVisible();
          expect(await missing(page), track.id).toEqual([]);
        }
        expect(hold.breathless, track.id).toBe(0);
        await context.close();
      }
    });
  }
}

test("whatever is done before the rest is here waits for it, and the page says that it does", async ({ page, watch }) => {
  watch.allow(/404/);
  const hold = await holdRest(page);
  await page.goto("./");
  await expect(page.locator("#main h1")).toBeVisible();
  await gestures(page);
  await leave(page);
  expect(hold.breathless, "at the start").toBe(0);
  await page.goto(`./#/track/${JIANGSU.pack.id}/${JIANGSU.track.id}`);
  await page.reload();
  await gestures(page);
  expect(await missing(page)).toEqual([]);
  await leave(page);
  expect(hold.breathless, "at the page of the track").toBe(0);
  await page.goto(`./#/track/${JIANGSU.pack.id}/${JIANGSU.track.id}`);
  await page.reload();
  await page.locator("#begin ~ .actions .btn.main").click();
  await expect(page.locator(".q").first()).toBeVisible();
  await gestures(page);
  await page.evaluate(() => history.back());
  await leave(page);
  await expect(page.locator("html[data-waits]")).toBeAttached();
  expect(hold.breathless, "at the first question").toBe(0);
  expect(await missing(page)).toEqual([]);
  await hold.letCome();
  // Dozens of places and gestures are gone through now, one by one.
  await expect(page.locator("html[data-waits]")).not.toBeAttached({ timeout: 30_000 });
  expect(hold.breathless).toBe(0);
});

test("a text typed before the rest is here stays, and is read when it comes", async ({ page }) => {
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  const day = page.locator("#q-established-on-in");
  await day.fill("2026-13-40");
  await day.blur();
  await expect(day).toHaveValue("2026-13-40");
  expect(hold.breathless).toBe(0);
  await hold.letCome();
  await expect(page.locator("#q-established-on .error")).toBeVisible();
  await expect(day).toHaveValue("2026-13-40");
});

test("a window with something that waits is not closed unasked", async ({ page }) => {
  await holdRest(page);
  await begin(page, JIANGSU);
  await yes(page).check();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});

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

test("boxes ticked before the rest is here count together", async ({ page }) => {
  const hold = await holdRest(page);
  await begin(page, { pack: JIANGSU.pack, track: JIANGSU.pack.tracks.find(({ id }) => id === "js-lib") });
  const boxes = page.locator("#q-candidate-sectors input");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  expect(hold.breathless).toBe(0);
  await hold.letCome();
  await expect(page.locator("html[data-waits]")).not.toBeAttached();
  await expect(page.locator("#q-candidate-sectors input:checked")).toHaveCount(2);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await page.reload();
  await expect(page.locator("#q-candidate-sectors input:checked")).toHaveCount(2);
});

test("where the rest does not arrive that is said, and tried again", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  await page.route(REST, (route) => route.abort());
  await begin(page, JIANGSU);
  await expect(page.locator(".toasts")).toContainText(zh["toast.rest-missing"].split("（")[0]);
  // What waits in vain is not lost unasked.
  await yes(page).check();
  await expect(page.locator("html[data-waits=in-vain]")).toBeAttached();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await page.unroute(REST);
  const second = page.locator("#q-registration-province input").last();
  await second.check();
  await expect(standing(page)).toContainText(oneMet);
  await expect(yes(page)).toBeChecked();
  await expect(second).toBeChecked();
  await expect(page.locator("html[data-waits]")).not.toBeAttached();
});

test("going on before the rest is here waits for it, and leads where one went last", async ({ page }) => {
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  const first = await page.locator("#main h1").innerText();
  await yes(page).check();
  await page.locator(".pager .btn.main").click();
  await expect(page.locator("html[data-waits]")).toBeAttached();
  await expect(page.locator("#main h1")).toHaveText(first);
  expect(hold.breathless).toBe(0);
  await hold.letCome();
  await expect(page.locator("#main h1")).not.toHaveText(first);
  await expect(standing(page)).toContainText(oneMet);

  await page.goto("./#/");
  await page.reload();
  const again = await holdRest(page);
  await page.goto("./#/dossiers");
  await page.goto(`./#/track/${JIANGSU.pack.id}/${JIANGSU.track.id}`);
  await again.letCome();
  await expect(page.locator("html[data-waits]")).not.toBeAttached();
  await expect(page.locator("#begin")).toBeVisible();
});

test("what only the rest can show comes with it", async ({ page, watch }) => {
  // This site has no texts of the sources.
  watch.allow(/404/);
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  await page.locator(".q .chip").first().click();
  await expect(page.locator("html[data-waits]")).toBeAttached();
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  expect(hold.breathless).toBe(0);
  await hold.letCome();
  await expect(page.locator("dialog[open]")).toContainText("第八条");
  expect(hold.breathless).toBe(0);
});

test("a page opened in the middle has all of the program", async ({ page }) => {
  await begin(page, JIANGSU);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await step(page, 3);
  await page.reload();
  await expect(page.locator(".verdict")).toBeVisible();
});
