// The main job, from the first click to the downloaded application.

import { readFile } from "node:fs/promises";
import { expect, readDocx, test, stored } from "./support.mjs";
import {
  CONSULTANCY,
  JIANGSU,
  MANUFACTURER,
  SHANGHAI,
  WORDS,
  answer,
  answerAll,
  begin,
  sectionOf,
  step,
} from "./journey.mjs";

const zh = WORDS.zh;
const NAME = "苏州样例<厨具>有限公司";

test.use({ acceptDownloads: true });

async function download(page, button) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return waiting;
}

async function text(docx) {
  const document = (await readDocx(docx)).get("word/document.xml");
  return document.replaceAll(/<w:br\/>|<\/w:p>/g, "\n").replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

test("a manufacturer answers, reads the verdict, checks the papers and takes the application home", async ({ page }) => {
  await begin(page, JIANGSU);
  await answerAll(page, JIANGSU, MANUFACTURER);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");
  await expect(page.locator(".verdict")).toContainText(zh["force.draft"]);
  await expect(page.locator("#main")).not.toContainText(/获准|已入库|已入盟/);

  await step(page, 4);
  const certificate = page.locator("li, tr, article", { hasText: "营业执照" }).first();
  await certificate.getByLabel(zh["materials.state.ready"], { exact: true }).check();
  await page.reload();
  await expect(page.locator("li, tr, article", { hasText: "营业执照" }).first().getByLabel(zh["materials.state.ready"], { exact: true })).toBeChecked();

  await step(page, 5);
  await page.locator("#q-name-in").fill(NAME);
  await page.locator("#q-uscc-in").fill("91350100M000100Y43");
  await page.locator("#q-contact-mobile-in").fill("123");
  await page.locator("#q-contact-mobile-in").blur();
  await expect(page.locator("#q-contact-mobile")).toContainText("不像手机号码");
  await expect(page.locator(".sheet")).toContainText(NAME);

  const docx = await download(page, zh["application.word"]);
  expect(docx.suggestedFilename()).toMatch(/^苏州样例厨具有限公司-.+-\d{8}\.docx$/);
  const said = await text(docx);
  for (const part of [NAME, "91350100M000100Y43", "自评申报书", "10000万元", "非联盟官方表格", "征求意见稿", "签字", "盖章", "2035年1月1日"]) {
    expect(said).toContain(part);
  }
  for (const section of JIANGSU.track.form.sections) expect(said).toContain(section.title.zh);

  const json = JSON.parse(await readFile(await (await download(page, zh["application.json"])).path(), "utf8"));
  expect(json.pack).toMatchObject({ id: "jiangsu", version: JIANGSU.pack.version });
  expect(json.pack.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(json.assessment.verdict).toBe("eligible");
  expect(json.assessment.on).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(json.dossier.answers["product-sales-y1"]).toEqual({ value: "10000", unit: "万元" });

  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
});

test("a consultancy with a contracted laboratory is told that a person must judge", async ({ page }) => {
  await begin(page, SHANGHAI);
  await answerAll(page, SHANGHAI, CONSULTANCY);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "judge");

  await step(page, 4);
  await expect(page.locator("#main")).toContainText("加盖");
  await step(page, 5);
  await page.locator("#q-name-in").fill("上海样例环保咨询有限公司");
  await expect(page.locator(".sheet")).toContainText("上海样例环保咨询有限公司");
  const said = await text(await download(page, zh["application.word"]));
  for (const part of ["登记申请表", "20个工作日", "3个月", "上海样例环保咨询有限公司", "第十四条", "需人工判断"]) {
    expect(said).toContain(part);
  }
});

test("an answer can be changed without losing the others, and what no longer matters is kept unused", async ({ page }) => {
  await begin(page, JIANGSU);
  await answerAll(page, JIANGSU, { ...MANUFACTURER, "product-sales-y1": "9999.99", "class-sales-y1": "9999.99", "mfg-titles": [] });
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "open");

  await sectionOf(page, JIANGSU, "mfg-titles");
  await page.locator("#q-mfg-titles").getByLabel(zh["field.none-of-these"], { exact: true }).check();
  await step(page, 3);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "failed");
  await expect(page.locator("#main")).toContainText("0.01万元");

  await sectionOf(page, JIANGSU, "product-sales-y1");
  await answer(page, JIANGSU, "product-sales-y1", "10000");
  await expect(page.locator("#q-class-sales-y1")).toHaveCount(0);
  await expect(page.locator("#main")).toContainText("暂不使用的回答");
  await step(page, 3);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");

  await sectionOf(page, JIANGSU, "product-sales-y1");
  await answer(page, JIANGSU, "product-sales-y1", "9999.99");
  await expect(page.locator("#q-class-sales-y1-in")).toHaveValue("9999.99");
});

test("no verdict before the answers allow one", async ({ page }) => {
  await begin(page, JIANGSU);
  await step(page, 3);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "open");
  await expect(page.locator(".verdict")).toContainText("15");
  await expect(page.locator('#main [data-status="failed"]')).toHaveCount(0);
});

test("closing in the middle loses nothing: answers, place and half-typed text are there again", async ({ page }) => {
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await sectionOf(page, JIANGSU, "product-sales-y1");
  await answer(page, JIANGSU, "goods-class", "unknown");
  await page.locator("#q-product-sales-y1-in").fill("12abc");
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  const place = page.url();
  await page.reload();
  expect(page.url()).toBe(place);
  await expect(page.locator("#q-product-sales-y1-in")).toHaveValue("12abc");
  await sectionOf(page, JIANGSU, "legal-person");
  await expect(page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
});

test("an export can be given up, and one that fails says so and works when tried again", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch|export_worker/);
  await begin(page, SHANGHAI);
  let blocked = "hang";
  await page.route(/export_worker_bg.*\.wasm$/, (route) => {
    if (blocked === "abort") return route.abort();
    return blocked === "hang" ? undefined : route.continue();
  });
  await step(page, 5);
  await page.getByRole("button", { name: zh["application.word"] }).click();
  await page.getByRole("button", { name: zh["application.cancel"], exact: true }).click();
  await expect(page.getByRole("button", { name: zh["application.word"] })).toBeEnabled();

  blocked = "abort";
  await page.reload();
  await page.getByRole("button", { name: zh["application.word"] }).click();
  await expect(page.locator("#main")).toContainText("没有改动");

  blocked = "no";
  const docx = await download(page, zh["application.word"]);
  expect(await text(docx)).toContain("登记申请表");
});

test("two tabs on one dossier lose nothing", async ({ page, context }) => {
  await begin(page, JIANGSU);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator("#q-legal-person")).toBeVisible();
  await answer(other, JIANGSU, "legal-person", true);
  await expect(page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
  await answer(page, JIANGSU, "established-on", "2015-03-15");
  await expect(other.locator("#q-established-on-in")).toHaveValue("2015-03-15");
  await expect(other.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
});

test("a damaged, a foreign and a newer file change nothing and say why", async ({ page }) => {
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await page.goto("#/dossiers");
  const before = await page.locator("table tbody tr").count();
  const files = {
    "damaged.json": '{"dossier": {"format": 1,',
    "foreign.json": '{"hello": "world"}',
    "newer.json": '{"format": 99, "pack": {}, "track": "x"}',
    "wrong.json": '{"format": 1, "id": "x", "pack": {"id": "jiangsu", "version": "1", "hash": "x"}, "track": "js-lib-m", "answers": 7}',
  };
  for (const [name, content] of Object.entries(files)) {
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
    await expect(page.locator(".toasts")).toContainText(name);
    await expect(page.locator(".toasts")).toContainText("没有改动");
    await expect(page.locator("table tbody tr")).toHaveCount(before);
  }
});

test("a dossier travels to another computer as a file", async ({ page, browser, baseURL }) => {
  await begin(page, JIANGSU);
  await answerAll(page, JIANGSU, MANUFACTURER);
  await step(page, 5);
  await page.locator("#q-name-in").fill("搬家有限公司");
  await expect(page.locator(".sheet")).toContainText("搬家有限公司");
  const file = await download(page, zh["application.json"]);

  const other = await browser.newContext({ baseURL });
  const there = await other.newPage();
  await there.goto("#/dossiers");
  await there.locator('input[type="file"]').setInputFiles(await file.path());
  await expect(there).toHaveURL(/#\/case\//);
  await step(there, 3);
  await expect(there.locator(".verdict")).toHaveAttribute("data-status", "met");
  await other.close();
});

test("dossiers are renamed, duplicated, deleted, brought back and cleared", async ({ page }) => {
  await begin(page, SHANGHAI);
  await answer(page, SHANGHAI, "legal-person", true);
  await page.goto("#/dossiers");
  const rows = page.locator("table tbody tr");
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole("button", { name: zh["dossiers.copy"] }).click();
  await expect(rows).toHaveCount(2);
  await rows.first().getByRole("button", { name: zh["dossiers.delete"] }).click();
  await expect(rows).toHaveCount(1);
  await page.locator(".toasts").getByRole("button", { name: zh["frame.undo"] }).click();
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: zh["dossiers.clear-all"] }).click();
  const ask = page.getByRole("dialog");
  const button = (key) => ask.getByRole("button", { name: zh[key], exact: true });
  await expect(button("dossiers.cancel"), "nothing is deleted by a key too many").toBeFocused();
  const made = page.waitForEvent("download");
  await button("dossiers.ask-save").click();
  const file = await (await made).path();
  await button("dossiers.ask-yes").click();
  await expect(rows).toHaveCount(0);
  await stored(page, "dossiers", 0);
  await page.reload();
  await expect(page.locator("#main h1")).toBeVisible();
  await expect(rows).toHaveCount(0);
  await page.locator('#main input[type="file"]').setInputFiles(file);
  await expect(rows).toHaveCount(2);
  await expect(page.locator(".toast")).toContainText("2");
});

test("the journey in English, language changed on the way", async ({ page }) => {
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await answerAll(page, JIANGSU, MANUFACTURER, "en");
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "met");
  await expect(page.locator(".verdict")).toContainText(WORDS.en["force.draft"]);
});
