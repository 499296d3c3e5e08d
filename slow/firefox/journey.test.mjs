// The journey in Firefox: what the end-to-end tests show in Chromium, once more where it may differ.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { CONSULTANCY, JIANGSU, MANUFACTURER, SHANGHAI, WORDS } from "../../e2e/journey.mjs";
import { copySite } from "../../e2e/site.mjs";
import { readDocx } from "../../e2e/support.mjs";
import { sectionHash, startFirefox } from "./browser.mjs";

const { zh, en } = WORDS;
const NAME = "苏州样例<厨具>有限公司";

let firefox;
let site;
let person;

before(async () => {
  firefox = await startFirefox();
  console.log(`# ${firefox.version}`);
});
after(() => firefox?.stop());
beforeEach(async () => {
  site = await copySite();
  person = await firefox.newPerson();
  await person.open(`${site.origin}/`);
});
afterEach(async () => {
  await person.page.browserContext().close();
  await site.stop();
  site.remove();
});

async function text(path) {
  const document = (await readDocx({ path: async () => path })).get("word/document.xml");
  return document.replaceAll(/<w:br\/>|<\/w:p>/g, "\n").replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

test("a manufacturer answers, reads the verdict, checks the papers and takes the application home", async () => {
  await person.begin(JIANGSU);
  await person.answerAll(JIANGSU, MANUFACTURER);
  await person.sees('.verdict[data-status="met"]', zh["force.draft"]);

  await person.step(4);
  await person.sees("#main", "营业执照");
  const material = await person.page.evaluateHandle(() =>
    [...document.querySelectorAll("#main li, #main tr, #main article")].find((each) => each.textContent.includes("营业执照")),
  );
  await material.evaluate((each) => each.setAttribute("id", "licence"));
  await person.tick("#licence", zh["materials.state.ready"]);

  await person.step(5);
  await person.type("#q-name-in", NAME);
  await person.type("#q-uscc-in", "91350100M000100Y43");
  await person.sees(".sheet", NAME);

  const docx = await person.download(zh["application.word"], ".docx");
  assert.match(basename(docx), /^苏州样例厨具有限公司-.+-\d{8}\.docx$/);
  const said = await text(docx);
  for (const part of [NAME, "91350100M000100Y43", "自评申报书", "10000万元", "征求意见稿", "盖章", "2035年1月1日"]) {
    assert.ok(said.includes(part), `the application says ${part}`);
  }
  for (const { title } of JIANGSU.track.form.sections) assert.ok(said.includes(title.zh), title.zh);
  const json = JSON.parse(readFileSync(await person.download(zh["application.json"], ".json"), "utf8"));
  assert.equal(json.assessment.verdict, "eligible");
  assert.deepEqual(json.dossier.answers["product-sales-y1"], { value: "10000", unit: "万元" });
  assert.ok((await person.page.pdf()).length > 10_000, "the page can be printed");
  person.isClean(site.origin);
});

test("a consultancy with a contracted laboratory is told that a person must judge", async () => {
  await person.begin(SHANGHAI);
  await person.answerAll(SHANGHAI, CONSULTANCY);
  await person.sees('.verdict[data-status="judge"]');
  await person.step(5);
  const said = await text(await person.download(zh["application.word"], ".docx"));
  for (const part of ["登记申请表", "20个工作日", "第十四条", "需人工判断"]) assert.ok(said.includes(part), part);
  person.isClean(site.origin);
});

test("a reload keeps answers, place and what is half typed", async () => {
  await person.begin(JIANGSU);
  await person.answer(JIANGSU, "legal-person", true);
  await person.go(sectionHash(person.page.url(), "product-sales-y1"));
  await person.answer(JIANGSU, "goods-class", "consumer");
  await person.type("#q-product-sales-y1-in", "12abc");
  await person.sees(".bar-saved", ":");
  const place = person.page.url();
  await person.reload();
  assert.equal(person.page.url(), place);
  await person.sees("#q-product-sales-y1-in");
  assert.equal(await person.page.$eval("#q-product-sales-y1-in", (field) => field.value), "12abc");
  await person.go(sectionHash(place, "legal-person"));
  await person.sees("#q-legal-person");
  await person.page.waitForFunction(() => document.querySelector('#q-legal-person input[value="yes"]')?.checked);
  person.isClean(site.origin);
});

test("the language is changed on the way, and stays changed", async () => {
  await person.begin(JIANGSU);
  await person.answer(JIANGSU, "legal-person", true);
  await person.click("button", zh["frame.other-language"]);
  await person.sees('html[lang="en"]');
  await person.answerAll(JIANGSU, MANUFACTURER, "en");
  await person.sees('.verdict[data-status="met"]', en["force.draft"]);
  await person.reload();
  await person.sees('html[lang="en"] .verdict[data-status="met"]', en["force.draft"]);
  await person.click("button", en["frame.other-language"]);
  await person.sees(".verdict", zh["force.draft"]);
  person.isClean(site.origin);
});

test("a record that is deleted is brought back, and all are cleared", async () => {
  await person.begin(SHANGHAI);
  await person.answer(SHANGHAI, "legal-person", true);
  await person.go("#/dossiers");
  const rows = "table tbody tr";
  await person.counts(rows, 1);
  await person.click("button", zh["dossiers.delete"]);
  await person.counts(rows, 0);
  await person.click(".toasts button", zh["frame.undo"]);
  await person.counts(rows, 1);
  await person.reload();
  await person.counts(rows, 1);
  await person.click("button", zh["dossiers.clear-all"]);
  await person.click("dialog button", zh["dossiers.ask-yes"]);
  await person.counts(rows, 0);
  await person.reload();
  await person.sees("#main h1");
  await person.counts(rows, 0);
  person.isClean(site.origin);
});

test("a clause is looked up by keyboard, and the keyboard is back where it was", async () => {
  await person.begin(JIANGSU);
  const focused = () => person.page.evaluate(() => document.activeElement?.className);
  await person.page.focus("button.chip");
  await person.page.keyboard.press("Enter");
  await person.sees("dialog[open]");
  await person.page.keyboard.press("Escape");
  await person.counts("dialog[open]", 0);
  assert.match(await focused(), /chip/);
  // A clause that is looked up is looked for among the host's sources, of which this host has none.
  person.isClean(site.origin, /404/);
});

test("after one visit it works without the host, Word file included", async () => {
  await person.begin(JIANGSU);
  await person.answer(JIANGSU, "legal-person", true);
  await person.sees(".bar-saved", ":");
  await person.page.waitForFunction(() => navigator.serviceWorker.controller);
  await site.stop();

  await person.reload();
  await person.sees("#q-legal-person");
  await person.answerAll(JIANGSU, MANUFACTURER);
  await person.sees('.verdict[data-status="met"]');
  await person.step(5);
  assert.ok((await text(await person.download(zh["application.word"], ".docx"))).includes("自评申报书"));
  person.isClean(site.origin, /NetworkError|ServiceWorker/);
});
