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

/** The functions that run first, by the hash of their name. */
function firstFunctions() {
  return new Set(existsSync(LIST) ? readFileSync(LIST, "utf8").split("\n").filter(Boolean) : []);
}

/** Tells of a function's name whether it is of the first part. */
export function firstPart() {
  const list = firstFunctions();
  // wasm-bindgen's own functions, the first of all among them, have no name but their place.
  return (name) => /^\d+$/.test(name) || list.has(plainName(name));
}

/** Files that may arrive late, one in each walk: what is drawn meanwhile differs. */
const LATE = [undefined, /locales\//, /index\.json/, /slices\//, /app_bg-/];

/** The ways to a first question that are walked. */
const TRACKS = ["jiangsu/js-lib-m", "jiangsu/js-lib-a", "shanghai-cleaner-production/sc-mem", "xinjiang/xj-mem", "shanghai-brand/sb-ent"];

/** Walks to each first question; the names of the functions that ran. */
export async function walk() {
  const { chromium } = await prepareChromium();
  const playwright = await import("@playwright/test");
  const { serve } = await import("./serve.mjs");
  const { instrument } = await import("./split.mjs");
  const { bytes, names } = instrument(readFileSync(join(TARGET_DIR, "split", "app.wasm")));
  const { server, origin } = await serve(DIST);
  const browser = await playwright.chromium.launch({ executablePath: chromium, args: CHROMIUM_FLAGS });
  const ran = new Set();
  for (const locale of ["zh-CN", "en-GB"]) {
    for (const [at, track] of TRACKS.entries()) {
      // Somebody who has never been here: nothing is saved yet.
      const context = await browser.newContext({ locale, serviceWorkers: "block" });
      // The last time it does not arrive: that must be told without it.
      await context.addInitScript((fails) => {
        const ran = new Set();
        const { instantiate } = WebAssembly;
        window.ran = ran;
        // What waits for the rest of the program is not of the first load: it waits here for ever.
        const never = () => (fails ? Promise.reject(new Error("not here")) : new Promise(() => {}));
        Object.defineProperty(window, "programRest", { get: () => never, set: () => {} });
        WebAssembly.instantiate = (module, imports) => instantiate(module, { ...imports, profile: { told: (at) => ran.add(at) } });
      }, at === TRACKS.length - 1);
      await context.route(/app_bg-[^/]*\.wasm$/, (route) => route.fulfill({ contentType: "application/wasm", body: Buffer.from(bytes) }));
      const page = await context.newPage();
      const late = LATE[(at + (locale === "zh-CN" ? 0 : 2)) % LATE.length];
      if (late) {
        await context.route(late, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 600));
          await route.fallback();
        });
      }
      await page.goto(`${origin}/`);
      await page.locator(`a[href$="#/track/${track}"]`).first().click();
      await page.locator("button.main").first().click();
      await page.locator(".q").first().waitFor();
      // A tap is taken at once, though what follows from it waits.
      for (const radio of await page.locator(".q input[type=radio]").all()) await radio.click();
      for (const box of await page.locator(".q input[type=checkbox]").all()) await box.click();
      for (const list of await page.locator(".q select").all()) await list.selectOption({ index: 1 });
      for (const text of await page.locator(".q input:not([type]), .q input[type=text]").all()) await text.pressSequentially("1");
      await page.waitForTimeout(1_000);
      for (const at of await page.evaluate(() => [...window.ran])) ran.add(at);
      say(`${locale} ${track}: ${ran.size} functions`);
      await context.close();
    }
  }
  await browser.close();
  server.close();
  return [...ran].map((at) => names[at]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    checkNode();
    step("Tools");
    await prepareRelease();
    step("First load");
    // What runs depends a little on the order of arrival: --more keeps what ran in earlier walks.
    const before = process.argv.includes("--more") ? firstFunctions() : [];
    const list = [...new Set([...before, ...(await walk()).map(plainName)])].sort();
    if (list.length === 0) throw new Failure("No function ran; program.js has changed its form.");
    writeFileSync(LIST, `${list.join("\n")}\n`);
    say(`${list.length} functions run first; build again to cut by them.`);
  });
}
