// Every journey by keyboard alone: the focus shows wherever it is, and is never lost with what had it.

import { readFileSync } from "node:fs";
import { JIANGSU, WORDS } from "./journey.mjs";
import { expect, open, test } from "./support.mjs";

const zh = WORDS.zh;
const OWN = readFileSync(new URL("../docs/example-pack.json", import.meta.url));

test.use({ acceptDownloads: true });

/** Presses Tab until an element has the focus, and sees that the focus shows there. */
async function tabTo(page, locator, key = "Tab") {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    const there = await locator.evaluateAll((all) => all.some((element) => element === document.activeElement));
    if (there) return seesFocus(page);
  }
  throw new Error(`${locator} is not reached with ${key}`);
}

/** The focus is on something, in sight, with a ring around it. */
async function seesFocus(page) {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const ring = [element, element.closest("label"), element.parentElement].some((near) => {
      const style = near && getComputedStyle(near);
      return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return { on: element.tagName, ring, inSight: box.bottom > 0 && box.top < innerHeight };
  });
  expect(seen).toMatchObject({ ring: true, inSight: true });
}

async function enter(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press("Enter");
}

const heading = (page) => expect(page.locator("#main h1")).toBeFocused();
const button = (within, key) => within.getByRole("button", { name: zh[key], exact: true });

/** Goes on from the end of a section. */
async function onward(page) {
  await enter(page, page.locator(".pager .btn.main"));
  await heading(page);
}

test("a track is begun, questions of every kind answered, the verdict read, a clause looked up", async ({ page, watch }) => {
  watch.allow(/404/);
  await open(page);
  await enter(page, page.locator('a[href="#/track/jiangsu/js-lib-m"]'));
  await heading(page);
  await enter(page, button(page, "track.start"));
  await heading(page);

  // Yes or no; a list; a date; circles.
  await tabTo(page, page.locator("#q-legal-person input").first());
  await page.keyboard.press("Space");
  const province = page.locator("#q-registration-province select");
  await tabTo(page, province);
  await page.keyboard.press("ArrowDown");
  await expect(province).not.toHaveValue("");
  await tabTo(page, page.locator("#q-established-on-in"));
  await page.keyboard.type("2015年3月15日");
  await expect(page.locator("#q-established-on output")).toContainText("2015年3月15日");
  await tabTo(page, page.locator("#q-registration-status input").first());
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#q-registration-status input").nth(1)).toBeChecked();
  // A cleared answer: the focus stays at its question, and what was cleared comes back.
  await enter(page, button(page.locator("#q-legal-person"), "field.clear")).catch(async () => {
    await tabTo(page, button(page.locator("#q-legal-person"), "field.clear"), "Shift+Tab");
    await page.keyboard.press("Enter");
  });
  await expect(page.locator("#q-legal-person input").first()).toBeFocused();
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(page.locator("#q-legal-person input").first()).toBeChecked();
  await page.keyboard.press("Home");
  await tabTo(page, page.locator(".pager .btn.main"));
  await page.keyboard.press("Enter");
  await heading(page);

  // Records: one is filled in, deleted, and brought back.
  const records = page.locator("#q-adverse-records fieldset.q").first();
  await tabTo(page, records.locator("input[type=radio]").first());
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  const day = records.locator(".record input.field").first();
  await tabTo(page, day);
  await page.keyboard.type("2020-01-01");
  await tabTo(page, records.locator(".record-head button"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(records.locator(".record")).toHaveCount(0);
  await expect(records.locator("input[type=radio]").first()).toBeFocused();
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(day).toHaveValue("2020-01-01");
  await onward(page);

  // An amount with its unit; one that is none is told, with the way to it.
  const profit = page.locator("#q-net-profit-y1-in");
  await tabTo(page, profit);
  await page.keyboard.type("x12");
  await tabTo(page, page.locator("#q-net-profit-y1 select"));
  await page.keyboard.press("ArrowDown");
  await tabTo(page, page.locator(".pager .btn.main"));
  await page.keyboard.press("Enter");
  await expect(page.locator("#errors")).toBeFocused();
  await enter(page, page.locator("#errors a"));
  await expect(profit).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1.2");
  await expect(page.locator("#q-net-profit-y1 output")).not.toBeEmpty();
  await expect(page.locator("#errors")).toHaveCount(0);
  await onward(page);
  await onward(page);
  await onward(page);

  // Several of a list.
  const roles = page.locator("#q-standards-role input[type=checkbox]");
  await tabTo(page, roles.first());
  await page.keyboard.press("Space");
  await expect(roles.first()).toBeChecked();
  await enter(page, page.locator(".pager .btn.main"));
  await heading(page);
  await expect(page.locator(".verdict")).toBeVisible();

  // The reasons; a clause, and back to where one was.
  const why = page.locator("#main details.more:has(.why) > summary").first();
  await enter(page, why);
  await expect(page.locator("#main .why").first()).toBeVisible();
  const chip = page.locator("#main .chip").nth(2);
  await tabTo(page, chip).catch(() => tabTo(page, chip, "Shift+Tab"));
  await page.keyboard.press("Enter");
  await expect(page.locator("dialog[open]")).toBeVisible();
  expect(await page.evaluate(() => document.querySelector("dialog[open]").contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await expect(chip).toBeFocused();
});

test("the materials are marked and the application is taken home", async ({ page }) => {
  await open(page, "#/sample/jiangsu/js-lib-m");
  await expect(page.locator(".verdict")).toBeVisible();
  await enter(page, page.locator("nav.steps a").nth(3));
  await heading(page);
  await tabTo(page, page.locator(".material input[type=radio]").first());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".material input[type=radio]").first()).toBeChecked();
  await onward(page);

  // On paper and as data.
  await tabTo(page, page.locator("#q-name-in"));
  await page.keyboard.type("键盘样例有限公司");
  await expect(page.locator(".sheet")).toContainText("键盘样例有限公司");
  for (const kind of ["application.word", "application.json"]) {
    const made = page.waitForEvent("download");
    await enter(page, button(page, kind));
    expect((await made).suggestedFilename()).toMatch(/^示例-键盘样例有限公司/);
    await expect(page.locator(".export-state")).not.toBeEmpty();
  }
});

test("an example is looked at; records are named, deleted, brought back; language and colours changed", async ({ page }) => {
  await open(page);
  await enter(page, page.locator('a[href^="#/sample/"]'));
  await heading(page);
  await expect(page.locator(".news.sample")).toBeVisible();
  await enter(page, page.locator('.bar-tools a[href="#/dossiers"]')).catch(() => undefined);
  await heading(page);

  const row = page.locator("tbody tr").first();
  const rename = row.getByRole("button").first();
  await enter(page, rename);
  await expect(row.locator("input")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rename).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("改过的名字");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("改过的名字");
  await expect(row.getByRole("button").first()).toBeFocused();

  await enter(page, row.getByRole("button").last());
  await expect(page.locator("tbody tr")).toHaveCount(0);
  await expect(page.locator("#main")).toBeFocused();
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("#main")).toBeFocused();

  await enter(page, button(page, "dossiers.clear-all"));
  await expect(page.locator("dialog.ask")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button(page, "dossiers.clear-all")).toBeFocused();

  const language = page.locator('.bar-tools [lang="en"]');
  await tabTo(page, language, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator(".bar-tools button").first()).toBeFocused();
  await expect(page.locator("#main h1")).toHaveText(WORDS.en["dossiers.title"]);
  await tabTo(page, page.locator(".bar-tools button").last());
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("a pack of one's own is opened and removed; a table is filled in; a source is compared", async ({ page, watch }) => {
  watch.allow(/404/);
  await open(page);
  // Until then there is nothing to skip.
  await expect(page.locator("#main h1")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await enter(page, page.locator("[aria-labelledby=own] summary"));
  const chooser = page.waitForEvent("filechooser");
  await enter(page, button(page, "own.choose"));
  await (await chooser).setFiles({ name: "p.json", mimeType: "application/json", buffer: OWN });
  await expect(page.locator(".toast")).toBeVisible();
  const remove = page.locator(".alliance-foot button");
  await tabTo(page, remove, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(remove).toHaveCount(0);
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(remove).toBeVisible();

  // A table of the form.
  await page.goto("#/sample/jiangsu/js-std");
  await expect(page.locator(".verdict")).toBeVisible();
  await enter(page, page.locator("nav.steps a").last());
  await heading(page);
  const add = page.locator("#q-js-standard-comparison-in");
  await enter(page, add);
  const cells = page.locator("#q-js-standard-comparison tbody input, #q-js-standard-comparison tbody textarea");
  await tabTo(page, cells.first(), "Shift+Tab");
  await page.keyboard.type("规格");
  await tabTo(page, page.locator("#q-js-standard-comparison tbody button"));
  await page.keyboard.press("Enter");
  await expect(cells).toHaveCount(0);
  await expect(add).toBeFocused();
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(cells.first()).toHaveValue("规格");

  // A source: pasted, kept over a reload, removed, brought back.
  await page.goto("#/source/jiangsu/JS");
  await expect(page.locator(".ledger li").first()).toBeVisible();
  await enter(page, page.locator("details:has(#paste) summary"));
  await tabTo(page, page.locator("#paste"));
  await page.keyboard.type("第一条");
  await enter(page, button(page, "source.compare"));
  await expect(page.locator("#main")).toContainText(zh["source.pasted"]);
  await page.reload();
  await expect(page.locator("#main")).toContainText(zh["source.pasted"]);
  await enter(page, button(page, "source.remove"));
  await expect(button(page, "source.remove")).toHaveCount(0);
  await enter(page, button(page.locator(".toast"), "frame.undo"));
  await expect(button(page, "source.remove")).toBeVisible();
});

test("nothing moves where less motion is asked for", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  const track = page.locator('a[href="#/track/jiangsu/js-lib-m"]');
  for (const go of [() => track.click(), () => button(page, "track.start").click(), () => page.goto("#/dossiers")]) {
    await go();
    await expect(page.locator("#main h1")).toBeVisible();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
  await page.locator("main input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(page.locator(".toast")).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("with forced colours what is chosen, where one is, and each status can still be told", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  await page.goto("#/sample/jiangsu/js-lib-m/below-the-threshold");
  await expect(page.locator(".verdict")).toBeVisible();
  // Shapes take the colour of text instead of vanishing in the ground.
  const icon = page.locator(".verdict .icon").first();
  const [shape, ground] = await icon.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]);
  expect(shape).not.toBe(ground);
  const edge = (locator) => locator.evaluate((element) => {
    const { borderTopStyle, outlineStyle } = getComputedStyle(element);
    return borderTopStyle !== "none" || outlineStyle !== "none";
  });
  expect(await edge(page.locator(".steps [aria-current]"))).toBe(true);
  expect(await edge(page.locator(".rail"))).toBe(true);
  expect(await edge(page.locator(".news.sample"))).toBe(true);
  await page.goto(page.url().replace(/verdict$/, `answer/${JIANGSU.track.sections[0].id}`));
  expect(await edge(page.locator(".opt:has(:checked)").first())).toBe(true);
});
