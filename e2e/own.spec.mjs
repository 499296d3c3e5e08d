// A rule pack of one's own: opened, used, exported, kept, removed; and every refusal.

import { readFile, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { axe, expect, open, readDocx, stored, test } from "./support.mjs";
import { WORDS, answer, answerAll, begin, step } from "./journey.mjs";

const zh = WORDS.zh;
const FILE = new URL("../docs/example-pack.json", import.meta.url);
const PACK = JSON.parse(readFileSync(FILE, "utf8"));
const EXAMPLE = {
  pack: PACK,
  track: PACK.tracks[0],
  fact: (name) => PACK.facts.find((fact) => fact.id === name),
};
const ANSWERS = { "tea-sales": "600", garden: "own", "picking-starts": "2099-12-01" };

test.use({ acceptDownloads: true });

const section = (page) => page.locator("section", { has: page.locator("#own") });

async function openPack(page, content = JSON.stringify(PACK), name = "my-pack.json") {
  const file = { name, mimeType: "application/json", buffer: Buffer.from(content) };
  const input = page.locator("main input[type=file]");
  // Where there is no pack yet, the ways to open one are folded away.
  if ((await input.count()) === 0) await page.locator("[aria-labelledby=own] summary").click();
  await input.setInputFiles(file);
}

async function download(page, button) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return waiting;
}

test("a pack of one's own is opened, filled in, exported, and is there after a reload", async ({ page }) => {
  await open(page);
  await openPack(page);
  await expect(page.locator(".toasts")).toContainText(PACK.name.zh);
  await expect(section(page)).toContainText(zh["own.mark"]);
  await page.reload();
  await expect(section(page)).toContainText(PACK.name.zh);

  await begin(page, EXAMPLE);
  await expect(page.locator(".bar-context")).toContainText("非官方");
  await answerAll(page, EXAMPLE, ANSWERS);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");
  await expect(page.locator(".verdict-basis")).toContainText("非官方规则包");
  await expect(page.locator("footer.foot")).toContainText(zh["own.notice"]);

  await page.reload();
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");
  await step(page, 5);
  await page.locator("#q-name-in").fill("青岚样例茶业有限公司");
  await expect(page.locator(".sheet")).toContainText("非官方规则包");
  await expect(page.locator(".sheet")).toContainText("青岚样例茶业有限公司");
  const parts = await readDocx(await download(page, zh["application.word"]));
  expect(parts.get("word/document.xml")).toContain("非官方规则包");
  const foot = [...parts].filter(([name]) => /^word\/footer\d*\.xml$/.test(name)).map(([, text]) => text).join();
  expect(foot + parts.get("docProps/custom.xml")).toContain("非官方规则包");
  const saved = await download(page, zh["application.json"]);
  const json = JSON.parse(await promisify(readFile)(await saved.path(), "utf8"));
  expect(json.pack.id).toBe("own:qinglan-example");
  expect(json.assessment).toMatchObject({ unofficial: true, verdict: "eligible" });
});

test("a pack is removed, brought back, and opened anew where a record needs it", async ({ page }) => {
  await open(page);
  await openPack(page);
  // A page that is left before then never had it.
  await stored(page, "packs", 1);
  await begin(page, EXAMPLE);
  await answer(page, EXAMPLE, "tea-sales", "600");
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  const place = page.url();

  await page.goto("#/");
  const remove = section(page).getByRole("button", { name: zh["own.remove"] });
  await remove.click();
  await expect(section(page)).not.toContainText(PACK.name.zh);
  await page.locator(".toasts").getByRole("button", { name: zh["frame.undo"] }).click();
  await expect(section(page)).toContainText(PACK.name.zh);
  await remove.click();
  await expect(section(page)).not.toContainText(PACK.name.zh);

  await page.goto(place);
  await page.reload();
  await expect(page.locator("#main")).toContainText("qinglan-example");
  await expect(page.locator("#main")).toContainText(zh["own.absent-text"]);
  expect(await axe(page)).toEqual([]);
  await openPack(page);
  await expect(page.locator("#q-tea-sales-in")).toHaveValue("600");
});

test("a pack of the site, read by its path, stands beside the official one", async ({ page, watch }) => {
  watch.allow(/404/);
  await open(page);
  await section(page).locator("summary").click();
  await page.locator("#own-address").fill("packs/jiangsu.json");
  await section(page).getByRole("button", { name: zh["own.fetch"], exact: true }).click();
  await expect(section(page).locator('a[href^="#/track/own:jiangsu/"]').first()).toBeVisible();
  await expect(page.locator('a[href="#/track/jiangsu/js-lib-m"]')).toBeVisible();

  await page.locator("#own-address").fill("packs/nowhere.json");
  await section(page).getByRole("button", { name: zh["own.fetch"], exact: true }).click();
  await expect(page.locator("#own-refused")).toContainText("404");
});

test("another site is refused before anything is sent", async ({ page, watch }) => {
  await open(page);
  await section(page).locator("summary").click();
  // The program may still fetch parts of itself.
  const asked = () => watch.requests.filter((url) => !/rest-|locales\//.test(url));
  const before = asked();
  for (const address of ["https://localhost/pack.json", "//127.0.0.2/pack.json", "\\\\127.0.0.2\\pack.json", "data:application/json,{}"]) {
    await page.locator("#own-address").fill(address);
    await section(page).getByRole("button", { name: zh["own.fetch"], exact: true }).click();
    await expect(page.locator("#own-refused")).toContainText("不是本站的地址");
    await expect(page.locator("#own-refused")).toContainText(address);
  }
  expect(asked()).toEqual(before);
});

test("every refusal says what is wrong, where, and that nothing has changed", async ({ page }) => {
  await open(page);
  const broken = structuredClone(PACK);
  broken.tracks[0].waivers[0].of = "ql-sale";
  broken.facts[0].label.en = "";
  const rows = {
    '{"format": 1,': "JSON",
    '{"hello": "world"}': "缺少“format”",
    [JSON.stringify({ ...PACK, format: 7 })]: "7",
    [" ".repeat(4 * 1024 * 1024 + 1)]: "4 MB",
    [JSON.stringify(broken)]: "是否应为“ql-sales”",
  };
  for (const [content, told] of Object.entries(rows)) {
    await openPack(page, content);
    await expect(page.locator("#own-refused")).toContainText(told);
    await expect(page.locator("#own-refused")).toContainText("没有改动");
  }
  await expect(page.locator("#own-refused ol li")).toHaveCount(2);
  expect(await axe(page)).toEqual([]);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${width} px`).toBeLessThanOrEqual(0);
  }
  await openPack(page);
  await expect(page.locator("#own-refused")).toHaveCount(0);
  await expect(section(page)).toContainText(PACK.name.zh);
  expect(await axe(page)).toEqual([]);
});
