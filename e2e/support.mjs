// What every end-to-end test shares: the watch over each page, and readers for what it produces.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test as base, expect } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";

export { expect };
export { SUB_PATH } from "./server.mjs";

/**
 * Playwright's `test`, with a watch over the test's own browser context. A test fails when, in any
 * page or worker of it,
 * - a request goes to another origin than the site's,
 * - something is reported as an error on the console, or an error is not caught,
 * - the security policy refuses something.
 *
 * A test that provokes an error names it: `watch.allow(/pattern/)`. Requests cannot be allowed.
 * `watch.requests` lists the address of every request so far.
 */
export const test = base.extend({
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = await watchContext(context, baseURL);
      await use(watch);
      expect(watch.foreign(), "requests that left the origin").toEqual([]);
      expect(watch.faults(), "errors in the page").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until so many things are in a store of the page's database. */
export function stored(page, store, count) {
  const counted = (name) =>
    new Promise((resolve) => {
      const asked = indexedDB.open("alliance-check");
      asked.onsuccess = () => {
        const found = asked.result.transaction(name).objectStore(name).count();
        found.onsuccess = () => {
          asked.result.close();
          resolve(found.result);
        };
      };
    });
  return expect.poll(() => page.evaluate(counted, store)).toBe(count);
}

/** Watches a context; for those a test opens by itself, which must then assert the same two things. */
export async function watchContext(context, baseURL) {
  const { origin, host } = new URL(baseURL);
  const requests = [];
  const faults = [];
  const allowed = [];

  context.on("request", (request) => requests.push(request.url()));
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("page", (page) => {
    page.on("websocket", (socket) => requests.push(socket.url()));
    page.on("crash", () => faults.push(`the page ${page.url()} crashed`));
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });

  const local = (url) => {
    const { protocol, host: target, origin: from } = new URL(url);
    return protocol === "data:" || from === origin || (protocol === "ws:" && target === host);
  };
  return {
    requests,
    allow: (pattern) => allowed.push(pattern),
    foreign: () => requests.filter((url) => !local(url)),
    faults: () => faults.filter((text) => !allowed.some((pattern) => pattern.test(text))),
  };
}

/** Opens the page, which may be under a path or a file, and waits until its module runs. */
export async function open(page, path = "") {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("data-app", "started");
}

/** The rest of the program, which comes once the first question is shown. */
export const REST = /\/app_rest-[^/]*\.wasm$/;

/** Holds the rest of the program back until told to let it come. */
export async function holdRest(page) {
  const held = [];
  const hold = {
    open: false,
    /** How often the program could not go on without the rest. */
    breathless: 0,
    letCome: () => {
      hold.open = true;
      return Promise.all(held.map((route) => route.continue()));
    },
  };
  await page.route(REST, (route) => {
    if (route.request().resourceType() === "xhr") hold.breathless += 1;
    else if (!hold.open) return held.push(route);
    return route.continue();
  });
  return hold;
}

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 A and AA, and what axe-core calls good practice beyond it. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe-core finds wrong in the page as it is now, in short form; `[]` is good.
 * `within` narrows the search to a selector, `rules` to some of its rules.
 */
export async function axe(page, within, rules) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  // What still fades in has colours of its own for a moment.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined);
  });
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const violations = await page.evaluate(
    async ([selector, runOnly]) => (await globalThis.axe.run(selector ?? document, { runOnly, resultTypes: ["violations"] })).violations,
    [within, runOnly],
  );
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: `${id} (${impact}): ${help}`,
    places: nodes.map((node) => node.target.join(" ")),
  }));
}

/**
 * The parts of a downloaded DOCX (or of any ZIP) by name, in the order of the archive: XML parts as
 * text, the others as bytes.
 */
export async function readDocx(download) {
  const parts = unzipSync(await readFile(await download.path()));
  return new Map(
    Object.entries(parts).map(([name, bytes]) => [name, /\.(xml|rels)$/.test(name) ? strFromU8(bytes) : bytes]),
  );
}
