// After one visit the page works without a network; a new version is taken when the person says so.

import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../tools/toolchain.mjs";
import { JIANGSU, MANUFACTURER, SHANGHAI, WORDS, answer, answerAll, begin, sectionOf, step } from "./journey.mjs";
import { SECOND, expectRules, kept, lookForUpdate, test } from "./site.mjs";
import { SUB_PATH, axe, expect, open, readDocx, test as plain, watchContext } from "./support.mjs";

const zh = WORDS.zh;
const version = JIANGSU.pack.version;
const update = (page) => page.getByRole("button", { name: zh["update.take"] });

async function download(page, button) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return waiting;
}

test("after one visit everything works with the network off, exports included", async ({ page, site, watch }) => {
  watch.allow(/ERR_|Failed to load resource|Failed to fetch/);
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await kept(page);
  await site.stop();

  await page.reload();
  await expect(page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
  await answerAll(page, JIANGSU, MANUFACTURER);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");
  await step(page, 5);
  const docx = await readDocx(await download(page, zh["application.word"]));
  expect(docx.get("word/document.xml")).toContain("自评申报书");
  const json = JSON.parse(await readFile(await (await download(page, zh["application.json"])).path(), "utf8"));
  expect(json.assessment.verdict).toBe("eligible");

  // What was never looked at before the network went: other rules, the other language, the ledger.
  await begin(page, SHANGHAI);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("#/source/jiangsu/JS");
  await expect(page.locator("#ledger")).toBeVisible();
  await page.goto("#/about");
  await expect(page.locator("#main")).toContainText(WORDS.en["about.offline.ready"]);
});

test("under a path of a shared host it keeps to that path", async ({ page, site, watch }) => {
  watch.allow(/ERR_|Failed to load resource|Failed to fetch/);
  await open(page, SUB_PATH);
  await page.locator("#main").getByRole("link", { name: JIANGSU.track.name.zh }).click();
  await page.getByRole("button", { name: zh["track.start"] }).click();
  await kept(page);
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(new URL(scope).pathname).toBe(SUB_PATH);
  await site.stop();
  await page.reload();
  await expect(page.locator(".q").first()).toBeVisible();
  await page.goto(`${SUB_PATH}index.html`);
  await expect(page.locator("#main h1")).toBeVisible();
});

test("nothing is kept before the first question can be answered", async ({ page, watch }) => {
  await open(page);
  await page.locator("#main").getByRole("link", { name: JIANGSU.track.name.zh }).click();
  await expect(page.getByRole("button", { name: zh["track.start"] })).toBeVisible();
  const extra = /sw\.js|offline-|export_worker|ledgers|en\.json|shanghai|icons/;
  expect(watch.requests.filter((url) => extra.test(url))).toEqual([]);
});

test("a new version is announced, waits, saves first, and comes whole", async ({ page, context, site }) => {
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await kept(page);
  const other = await context.newPage();
  await open(other);
  await expect(other.locator(".brand")).toBeVisible();

  await site.upgrade();
  await lookForUpdate(page);
  await expect(update(page)).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.evaluate(() => {
    globalThis.sameDocument = true;
  });
  await answer(page, JIANGSU, "established-on", "2015-03-15");
  // A reload that nobody asked for stays with what there was.
  await other.reload();
  await expectRules(other, version);
  expect(await page.evaluate(() => globalThis.sameDocument)).toBe(true);

  await update(page).click();
  await expect(page.locator(".brand")).toContainText(SECOND.brand);
  await expect(page.locator("#q-established-on-in")).toHaveValue("2015-03-15");
  await expect(update(page)).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.sameDocument)).toBeUndefined();

  // The other tab goes on with the version that it began with, and is told.
  await expect(update(other)).toBeVisible();
  await expect(other.locator(".brand")).not.toContainText(SECOND.brand);
  await other.evaluate(() => {
    location.hash = "#/track/jiangsu/js-lib-m";
  });
  await expect(other.locator("#main h1")).toContainText(JIANGSU.track.name.zh);
  await expectRules(other, version);
  await other.getByRole("button", { name: "English" }).click();
  await expect(other.locator("html")).toHaveAttribute("lang", "en");
  await other.getByRole("button", { name: "中文" }).click();
  await expect(other.locator(".brand")).not.toContainText(SECOND.brand);
  await update(other).click();
  await expect(other.locator(".brand")).toContainText(SECOND.brand);
  await expectRules(other, SECOND.version);
  await expectRules(page, SECOND.version);
});

test("a new version comes whole after its network is gone, and old files are dropped", async ({ page, site, watch }) => {
  watch.allow(/ERR_|Failed to load resource|Failed to fetch/);
  await begin(page, JIANGSU);
  await kept(page);
  await site.upgrade();
  await lookForUpdate(page);
  await expect(update(page)).toBeVisible();
  await site.stop();
  await update(page).click();
  await expect(page.locator(".brand")).toContainText(SECOND.brand);
  await expectRules(page, SECOND.version);
  await kept(page);
  await page.reload();
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 15_000 }).toBe(1);
});

test("half of a new version is never taken", async ({ page, site, watch }) => {
  watch.allow(/Failed to update|not of build/);
  await begin(page, JIANGSU);
  await kept(page);
  await site.upgrade();
  // The host still gives out another pack than the list promises.
  const whole = site.change("packs/jiangsu.json", (text) => `${text}\n`);
  await lookForUpdate(page).catch(() => {});
  await page.waitForTimeout(1_000);
  await expect(update(page)).toHaveCount(0);
  await page.reload();
  await expectRules(page, version);

  site.change("packs/jiangsu.json", () => whole.slice(0, -1));
  await lookForUpdate(page);
  await expect(update(page)).toBeVisible();
});

test("rules of another version than the page are refused", async ({ page, site }) => {
  await open(page);
  await expect(page.locator("#main h1")).toBeVisible();
  site.changePack();
  await page.locator("#main").getByRole("link", { name: JIANGSU.track.name.zh }).click();
  await expect(page.locator("#main")).toContainText(zh["frame.mixed"]);
  expect(await axe(page)).toEqual([]);
  site.changeCatalogue();
  await page.getByRole("button", { name: zh["frame.retry"] }).click();
  await expect(page.locator("#main h1")).toContainText(JIANGSU.track.name.zh);
});

test("it can be installed", async ({ page }) => {
  await open(page);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { name, icons } = JSON.parse(data);
  expect(name).toBe(zh["frame.brand"]);
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect(size).toBe(sizes);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});

plain("on plain http everything but off-line use works, and the page says so", async ({ baseURL }) => {
  const host = "plain.test";
  const { port } = new URL(baseURL);
  const args = [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP ${host} 127.0.0.1`];
  const browser = await chromium.launch({ executablePath: findChromium().chromium, args });
  const context = await browser.newContext({ baseURL: `http://${host}:${port}`, locale: "zh-CN" });
  const watch = await watchContext(context, `http://${host}:${port}`);
  const page = await context.newPage();
  await open(page);
  expect(await page.evaluate(() => [isSecureContext, "serviceWorker" in navigator, "locks" in navigator, "subtle" in crypto])).toEqual([false, false, false, false]);
  await expect(page.locator("#main")).toContainText(zh["start.insecure"]);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: zh["start.insecure-more"] }).click();
  await expect(page.locator("#main")).toContainText("alliance-check.html");

  await begin(page, JIANGSU);
  await answerAll(page, JIANGSU, MANUFACTURER);
  await step(page, 5);
  expect((await readDocx(await download(page, zh["application.word"]))).size).toBeGreaterThan(5);
  await page.reload();
  await sectionOf(page, JIANGSU, "legal-person");
  await expect(page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
  expect(watch.foreign()).toEqual([]);
  expect(watch.faults()).toEqual([]);
  await browser.close();
});
