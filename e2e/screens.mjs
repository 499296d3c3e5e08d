// Every screen of the page with every state it has, for whoever looks at all of them: the tests of
// access, and `npm run screenshots`.

import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { WORDS } from "./journey.mjs";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const pack = (file) => JSON.parse(read(`static/packs/${file}.json`));
const PACKS = Object.fromEntries(["jiangsu", "shanghai-cleaner-production", "xinjiang"].map((file) => [file, pack(file)]));
const OWN = read("docs/example-pack.json");

/** Errors that the screens provoke. */
export const PROVOKED = /404|ERR_FAILED|Failed to fetch|Failed to load|unreachable|panicked|provoked/;

/** A saved case: what a persona of the pack answers, with some answers changed. */
function file(packId, trackId, exampleId, { facts = {}, ...fields } = {}) {
  const track = PACKS[packId].tracks.find(({ id }) => id === trackId);
  const example = track.examples.find(({ id }) => id === exampleId);
  const known = { id: packId, version: PACKS[packId].version, hash: "0".repeat(64) };
  const answers = { ...(example?.facts ?? {}), ...facts };
  const dossier = { format: 1, id: "x", pack: known, track: trackId, on: "2026-11-20", answers, ...fields };
  return JSON.stringify(dossier);
}

async function go(page, fragment) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);
  await expect(page.locator("#main:not([aria-busy]) h1")).toBeVisible();
}

async function load(page) {
  await page.goto("/");
  await expect(page.locator("#main:not([aria-busy]) h1")).toBeVisible();
}

async function take(page, content, name = "case.json") {
  await go(page, "#/dossiers");
  // The start has an input of its own, and the way from there may wait for the rest of the program.
  await expect(page.locator("#main h1")).toHaveText(await word(page, "dossiers.title"));
  await page.locator("#main input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
}

/** Opens a case and closes what tells of it; its address. */
async function begin(page, ...of) {
  await take(page, file(...of));
  await page.waitForURL(/#\/case\//);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  await page.locator(".toast button").last().click();
  return page.url().match(/#\/case\/[^/]+/)[0];
}

const closeDialog = (page) => page.keyboard.press("Escape");
const word = async (page, key) => WORDS[(await page.locator("html").getAttribute("lang")) === "en" ? "en" : "zh"][key];
const button = async (within, page, key) => within.getByRole("button", { name: await word(page, key), exact: true });

/** Screens in groups; a group is walked through in its order, with a browser context of its own. */
export const SCREENS = {
  async start(page, seen) {
    await load(page);
    await seen("start");
    await page.locator("[aria-labelledby=own] summary").click();
    await page.locator("#own-address").fill("https://localhost/x.json");
    await page.locator("#own-address").press("Enter");
    await expect(page.locator("#own-refused")).toBeVisible();
    await seen("start-pack-refused");
    await page.locator("main input[type=file]").first().setInputFiles({ name: "p.json", mimeType: "application/json", buffer: Buffer.from(OWN) });
    await expect(page.locator(".toast")).toBeVisible();
    await seen("start-own-pack");
    for (const [name, track] of Object.entries({
      "track": "jiangsu/js-lib-m",
      "track-deadlines": "shanghai-cleaner-production/sc-change",
      "track-information": "xinjiang/xj-info",
    })) {
      await go(page, `#/track/${track}`);
      await seen(name);
    }
    await go(page, "#/source/jiangsu/JS");
    await expect(page.locator(".ledger li").first()).toBeVisible();
    await seen("source");
    await page.locator("details:has(#paste) summary").click();
    await page.locator("#paste").fill("第一条　为了规范");
    await (await button(page.locator("#main"), page, "source.compare")).click();
    await expect(page.locator("#main .note[data-tone=warn]").first()).toBeVisible();
    await seen("source-other");
    await go(page, "#/about");
    await seen("about");
    await go(page, "#/case/none/answer");
    await seen("absent");
    await page.route(/packs\/.*jilin/, (route) => route.abort());
    await go(page, "#/track/jilin/jl-mem");
    await seen("fetch-failed");
    await page.route(/packs\/.*shanghai-brand/, (route) => route.fulfill({ body: '{"format":1,"id":"shanghai-brand"}' }));
    await go(page, "#/track/shanghai-brand/sb-ent");
    await seen("pack-broken");
    await page.evaluate(() => dispatchEvent(new CustomEvent("offline-told", { detail: "update" })));
    await expect(page.locator(".news p")).toBeVisible();
    await seen("update");
  },

  async dossiers(page, seen) {
    await load(page);
    await go(page, "#/dossiers");
    await seen("dossiers-empty");
    await take(page, '{"hello": 1}', "foreign.json");
    await expect(page.locator(".toast")).toBeVisible();
    await seen("dossiers-refused");
    await begin(page, "jiangsu", "js-lib-m", "meets-all", { title: "苏州样例厨具有限公司" });
    await begin(page, "shanghai-cleaner-production", "sc-mem", "branch");
    await go(page, "#/sample/jiangsu/js-lib-m");
    await expect(page.locator(".news.sample")).toBeVisible();
    await seen("sample");
    await go(page, "#/dossiers");
    await seen("dossiers");
    await (page.locator("tbody tr").last().getByRole("button").first()).click();
    await seen("dossiers-naming");
    await closeDialog(page);
    await (await button(page.locator("#main"), page, "dossiers.clear-all")).click();
    await seen("dossiers-clear");
    await closeDialog(page);
    await page.locator("tbody tr").last().getByRole("button").last().click();
    await expect(page.locator(".toast")).toBeVisible();
    await seen("dossiers-deleted");
    await page.locator(".toast button").last().click();
    await go(page, "#/");
    await seen("start-again");
    await go(page, "#/track/jiangsu/js-lib-m");
    await seen("track-again");
  },

  async answers(page, seen) {
    await load(page);
    const blank = await begin(page, "jiangsu", "js-lib-m");
    await go(page, `${blank}/verdict`);
    await seen("verdict-open");
    await go(page, `${blank}/answer/credit`);
    await seen("answer-records");
    for (const some of await page.getByLabel(await word(page, "field.records-some"), { exact: true }).all()) await some.check();
    await seen("answer-records-some");
    await go(page, `${blank}/answer/scale`);
    await page.locator("#q-net-profit-y1-in").fill("12abc");
    await page.locator("#q-net-profit-y1-in").blur();
    await page.locator(".pager .btn.main").click();
    await expect(page.locator("#errors")).toBeFocused();
    await seen("answer-errors");
    const failed = await begin(page, "jiangsu", "js-lib-m", "below-the-threshold");
    for (const { id } of PACKS.jiangsu.tracks[0].sections) {
      await go(page, `${failed}/answer/${id}`);
      await seen(`answer-${id}`);
    }
    await page.locator("#main .chip").first().click();
    await expect(page.locator("dialog[open]")).toBeVisible();
    await seen("answer-clause");
    await closeDialog(page);
  },

  async verdicts(page, seen) {
    await load(page);
    const failed = await begin(page, "jiangsu", "js-lib-m", "below-the-threshold");
    await go(page, `${failed}/verdict`);
    await page.locator("#main summary").first().click();
    await seen("verdict-failed");
    await page.locator("#main .chip").first().click();
    await expect(page.locator("dialog[open]")).toBeVisible();
    await seen("verdict-clause");
    await closeDialog(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator("button.railbar").click();
    await expect(page.locator("dialog[open]")).toBeVisible();
    await seen("standing", { narrow: true });
    await closeDialog(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    const judged = await begin(page, "shanghai-cleaner-production", "sc-mem", "branch");
    await go(page, `${judged}/verdict`);
    await seen("verdict-judge");
    await go(page, `${judged}/materials`);
    await seen("materials");
    const apart = await begin(page, "jiangsu", "js-lib", "rice-mill-apart");
    await go(page, `${apart}/verdict`);
    await seen("verdict-joint");
    const member = await begin(page, "xinjiang", "xj-mem", "certification-body-unsure");
    await go(page, `${member}/verdict`);
    await seen("verdict-unsure");
    const late = await begin(page, "shanghai-cleaner-production", "sc-change", "late");
    for (const name of ["answer", "verdict", "materials"]) {
      await go(page, `${late}/${name}`);
      await seen(`deadlines-${name}`);
    }
  },

  async papers(page, seen) {
    await load(page);
    const ready = await begin(page, "jiangsu", "js-lib-m", "meets-all");
    await go(page, `${ready}/verdict`);
    await seen("verdict-met");
    await go(page, `${ready}/materials`);
    await seen("materials-library");
    await go(page, `${ready}/application`);
    await expect(page.locator(".sheet")).toBeVisible();
    await seen("application");
    const standard = await begin(page, "jiangsu", "js-std", "listed", {
      facts: { "js-standard-comparison": [{}, {}] },
    });
    await go(page, `${standard}/application`);
    await expect(page.locator(".sheet")).toBeVisible();
    await seen("application-table");
    const late = await begin(page, "shanghai-cleaner-production", "sc-change", "late");
    await go(page, `${late}/application`);
    await expect(page.locator(".sheet")).toBeVisible();
    const made = page.waitForEvent("download");
    await (await button(page.locator("#main"), page, "application.json")).click();
    await made;
    await seen("application-made");
  },

  async broken(page, seen) {
    await load(page);
    const ready = await begin(page, "shanghai-cleaner-production", "sc-mem", "complete");
    await page.route(/export_worker_bg.*\.wasm$/, () => undefined);
    await go(page, `${ready}/application`);
    await seen("application-composing");
    await (await button(page.locator("#main"), page, "application.word")).click();
    await expect(page.locator(".progress")).toBeVisible();
    await seen("application-running");
    await page.route(/export_worker_bg.*\.wasm$/, (route) => route.abort());
    await page.reload();
    await expect(page.locator("#main:not([aria-busy]) h1")).toBeVisible();
    await (await button(page.locator("#main"), page, "application.word")).click();
    await expect(page.locator(".export-state .note")).toBeVisible();
    await seen("application-failed");
    await page.route(/packs\/.*xinjiang/, () => undefined);
    await page.evaluate(() => {
      location.hash = "#/track/xinjiang/xj-mem";
    });
    await expect(page.locator(".bones")).toBeVisible();
    await seen("loading");
    await page.evaluate(() => {
      dispatchEvent(new CustomEvent("program-panicked", { detail: "panicked: provoked" }));
      dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("provoked") }));
    });
    await expect(page.locator("#crashed")).toBeVisible();
    await seen("crashed");
    await page.route(/locales\//, (route) => route.abort());
    await page.goto("/");
    await expect(page.locator("#app [role=alert] h1")).toBeVisible();
    await seen("no-words");
    await page.route(/app_bg.*\.wasm$/, (route) => route.abort());
    await page.goto("/?again");
    await expect(page.locator("#boot-failed")).toBeVisible();
    await seen("boot-failed");
  },
};

/** A context's language and colours from the first moment on. */
export async function settle(context, lang, theme = "device") {
  await context.addInitScript(([lang, theme]) => {
    if (localStorage.getItem("lang")) return;
    localStorage.setItem("lang", lang);
    localStorage.setItem("theme", theme);
  }, [lang, theme]);
}
