// Which functions of the program run up to the first question: tools/split.mjs puts them into the
// part that is fetched first. `npm run first-load` finds them out anew, by walking there in Chromium
// with a program that tells which of its functions run, and writes first-load.txt (with --more it
// adds to the list). A function that is missing in the list works all the same; it brings the rest of
// the program early.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode, CHROMIUM_FLAGS, ROOT, TARGET_DIR, prepareChromium } from "./toolchain.mjs";
import { ANEW } from "./budget.mjs";
import { DIST, prepareRelease } from "./build.mjs";
import { Failure, main, say, step } from "./console.mjs";

const LIST = join(ROOT, "tools", "first-load.txt");

/** A function's name without what differs between builds of the same text. */
export function plainName(name) {
  const plain = name
    .replace(/\[[0-9a-f]{8,16}\]/g, "")
    .replace(/shim_idx: \d+/g, "")
    .replace(/[._]\d+$/, "");
  return createHash("sha256").update(plain).digest("hex").slice(0, 8);
}

/**
 * What ran of each function: by the hash of its name and its shape, a number whose bits are its arms
 * (`arms.mjs`). Functions of one name that differ are told apart by their shape; a function of a new
 * shape was changed since, and counts as a whole.
 */
function ranBefore() {
  const lines = existsSync(LIST) ? readFileSync(LIST, "utf8").split("\n").filter(Boolean) : [];
  return new Map(lines.map((line) => line.split(" ")).map(([name, shape, ran]) => [`${name} ${shape}`, BigInt(`0x${ran}`)]));
}

/** Tells of a function, by its name and shape, which of its arms are of the first part; nothing if none is. */
export function firstPart() {
  const ran = ranBefore();
  const names = new Set([...ran.keys()].map((key) => key.split(" ")[0]));
  return (name, shape) => {
    // wasm-bindgen's own functions, the first of all among them, have no name but their place.
    if (/^\d+$/.test(name)) return () => true;
    const plain = plainName(name);
    if (!names.has(plain)) return undefined;
    const bits = ran.get(`${plain} ${shape}`);
    if (bits === undefined) return () => true;
    return bits === 0n ? undefined : (arm) => ((bits >> BigInt(arm)) & 1n) === 1n;
  };
}

/** Files that may arrive late, one in each walk: what is drawn meanwhile differs. */
const LATE = [undefined, /locales\//, /index\.bin/, /slices\/\w+\//, /app_bg-/];

/** How somebody comes to the page of a track, one in each walk. */
const ARRIVALS = [
  async (page, origin) => {
    await page.goto(`${origin}/`);
    // The last one twice: then all alliances are there again.
    for (const at of [0, 1, 2, 2]) {
      await page.locator(".door a").nth(at).click();
      await page.waitForTimeout(100);
    }
  },
  (page, origin, track) => page.goto(`${origin}/#/track/${track}`),
  async (page, origin) => {
    // The browser tells late what is saved.
    await page.addInitScript(() => {
      const { databases } = IDBFactory.prototype;
      IDBFactory.prototype.databases = async function () {
        await new Promise((resolve) => setTimeout(resolve, 700));
        return databases.call(this);
      };
    });
    await page.goto(`${origin}/`);
    await page.locator(".door").first().waitFor();
    await page.waitForTimeout(1_000);
  },
  (page, origin) => page.goto(`${origin}/`),
  async (page, origin) => {
    await page.goto(`${origin}/`);
    await page.locator(".door").first().waitFor();
    await gestures(page);
  },
];

/** Functions of tables: where in one of them a key comes is a matter of chance. */
const BY_CHANCE = /^<hashbrown\[\w+\]::(raw::Raw|control::)|^<indexmap\[\w+\]::map::IndexMap|^<std\[\w+\]::collections::hash::map::HashMap/;

/** When and where it is, one in each walk: short and long numbers are written by different arms. */
const MOMENTS = [
  ["2026-11-21T09:05:07Z", "Asia/Shanghai"],
  ["2027-01-01T00:00:00Z", "UTC"],
  ["2028-02-29T23:59:59Z", "Asia/Shanghai"],
  ["2026-12-31T12:10:10Z", "America/New_York"],
  ["2027-10-10T04:30:01Z", "Asia/Kolkata"],
];

/**
 * What somebody may do with what is on the screen, all but going on. What follows from it waits for the
 * rest of the program; that it waits is of the first part.
 */
export async function gestures(page) {
  // A tap is taken at once, though what follows from it waits.
  for (const radio of await page.locator(".q input[type=radio]").all()) await radio.click();
  for (const box of await page.locator(".q input[type=checkbox]").all()) await box.click();
  for (const list of await page.locator("main select").all()) await list.selectOption({ index: 1 });
  for (const text of await page.locator("main input:not([type])").all()) {
    for (const typed of ["1", "2027-13-40", "1999-01-01", "2030年1月2日"]) {
      await text.fill(typed);
      await text.blur();
    }
    await text.fill("");
  }
  await page.evaluate(() => {
    for (const button of document.querySelectorAll("#app button:not(.main), #app summary, #app .skip")) button.click();
    for (const type of ["dragover", "dragleave", "drop"]) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true }));
    for (const input of document.querySelectorAll("input[type=file]")) {
      const files = new DataTransfer();
      files.items.add(new File(["{}"], "a.json"));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    // What may come from outside meanwhile.
    for (const detail of ["failed", "ready"]) dispatchEvent(new CustomEvent("offline-told", { detail }));
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new PageTransitionEvent("pagehide"));
  });
}

/** Goes on to wherever one can go from there. All of it waits, too. */
export async function leave(page) {
  await page.evaluate(async () => {
    const links = [...document.querySelectorAll("#app a[href^='#']")];
    const here = location.hash;
    const steps = ["answer/quality", "verdict", "materials", "application"].map((step) => `#/case/any/${step}`);
    const places = [...steps, "#/dossiers", "#/about", "#/source/jiangsu/JS", "#/sample/jiangsu/js-lib-m", "#/nowhere"];
    for (const to of [...links, ...places, here]) {
      if (to.click) to.click();
      else location.hash = to;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

/** Every track of the site. */
function tracks() {
  const { packs } = JSON.parse(readFileSync(join(DIST, "packs", "index.json"), "utf8"));
  return packs.flatMap((pack) => pack.tracks.map((track) => `${pack.id}/${track.id}`));
}

/** Walks to each first question; what ran, as `ranBefore` gives it. */
export async function walk() {
  const { chromium } = await prepareChromium();
  const playwright = await import("@playwright/test");
  const { serve } = await import("./serve.mjs");
  const { instrument } = await import("./split.mjs");
  const { bytes, functions } = instrument(readFileSync(join(TARGET_DIR, "split", "app.wasm")));
  const { server, origin } = await serve(DIST);
  const browser = await playwright.chromium.launch({ executablePath: chromium, args: CHROMIUM_FLAGS });
  const ran = new Set();
  for (const [at, track] of tracks().entries()) {
    const way = at % ARRIVALS.length;
    for (const locale of ["zh-CN", "en-GB"]) {
      // Somebody who has never been here: nothing is saved yet.
      const [moment, timezoneId] = MOMENTS[way];
      const context = await browser.newContext({ locale, timezoneId, serviceWorkers: way === 3 ? "allow" : "block" });
      await context.clock.setSystemTime(moment);
      // Yew lets the browser breathe when drawing takes long: every other time it takes long.
      if (at % 2 === (locale === "zh-CN" ? 0 : 1)) {
        await context.addInitScript(() => {
          const { now } = Date;
          let late = 0;
          Date.now = () => now.call(Date) + (late += 20);
        });
      }
      // One time it does not arrive: that must be told without it.
      await context.addInitScript((fails) => {
        const ran = new Set();
        const { instantiate } = WebAssembly;
        window.ran = ran;
        // What waits for the rest of the program is not of the first load: it waits here for ever.
        const never = () => (fails ? Promise.reject(new Error("not here")) : new Promise(() => {}));
        Object.defineProperty(window, "programRest", { get: () => never, set: () => {} });
        WebAssembly.instantiate = (module, imports) => instantiate(module, { ...imports, profile: { told: (at) => ran.add(at) } });
      }, at === ARRIVALS.length - 1);
      await context.route(/app_bg-[^/]*\.wasm$/, (route) => route.fulfill({ contentType: "application/wasm", body: Buffer.from(bytes) }));
      const page = await context.newPage();
      const late = LATE[(at + (locale === "zh-CN" ? 0 : 2)) % LATE.length];
      if (late) {
        await context.route(late, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 600));
          await route.fallback();
        });
      }
      await ARRIVALS[way](page, origin, track);
      if (!page.url().endsWith(track)) await page.locator(`a[href$="#/track/${track}"]`).first().click();
      await page.locator("#samples, button.main, .facts").first().waitFor();
      // A page of information only has no first question.
      const begin = page.locator("main button.main");
      if (await begin.count()) {
        // The other times the day stays as it was proposed.
        if (locale === "zh-CN") await gestures(page);
        await begin.first().click();
        await page.locator(".q").first().waitFor();
        await gestures(page);
        // Not by `goBack`: it waits for a page to load.
        await page.evaluate(() => history.back());
      }
      await leave(page);
      await page.waitForTimeout(700);
      for (const at of await page.evaluate(() => [...window.ran])) ran.add(at);
      say(`${locale} ${track}: ${ran.size} arms`);
      await context.close();
    }
  }
  await browser.close();
  server.close();
  const bitsOf = ({ name, from, count }) => {
    const all = (1n << BigInt(count)) - 1n;
    const bits = Array.from({ length: count }, (_, at) => (ran.has(from + at) ? 1n << BigInt(at) : 0n)).reduce((one, bit) => one | bit, 0n);
    return bits > 0n && BY_CHANCE.test(name) ? all : bits;
  };
  const all = functions.map((of) => ({ name: plainName(of.name), shape: of.shape, bits: bitsOf(of) }));
  // Of the names that ran, those functions too that did not.
  const names = new Set(all.filter(({ bits }) => bits > 0n).map(({ name }) => name));
  const found = new Map();
  for (const { name, shape, bits } of all.filter(({ name }) => names.has(name))) {
    const key = `${name} ${shape}`;
    found.set(key, (found.get(key) ?? 0n) | bits);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    checkNode();
    step("Tools");
    process.env[ANEW] = "yes";
    await prepareRelease();
    step("First load");
    // What runs depends a little on the order of arrival: --more keeps what ran in earlier walks.
    const found = await walk();
    for (const [key, bits] of process.argv.includes("--more") ? ranBefore() : []) {
      if (found.has(key)) found.set(key, found.get(key) | bits);
    }
    const list = [...found].map(([key, bits]) => `${key} ${bits.toString(16)}`).sort();
    if (list.length === 0) throw new Failure("No function ran; program.js has changed its form.");
    writeFileSync(LIST, `${list.join("\n")}\n`);
    say(`${list.length} functions run first; build again to cut by them.`);
  });
}
