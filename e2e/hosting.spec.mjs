// What README promises of hosts holds for the page as built; npm run test:hosts tries the servers.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { DIST } from "../tools/build.mjs";
import { reindex } from "../tools/reindex.mjs";
import { keptFiles } from "../tools/service-worker.mjs";
import { copySite } from "./site.mjs";
import { expect, open, test } from "./support.mjs";

const CONFIGURATIONS = new URL("../docs/hosting/", import.meta.url);

test("the configurations send the page's policy, and README shows them as they are", async ({ page }) => {
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const names = readdirSync(CONFIGURATIONS);
  expect(names.length).toBe(4);
  for (const name of names) {
    const text = readFileSync(new URL(name, CONFIGURATIONS), "utf8");
    expect(text, name).toContain(`"${policy}; frame-ancestors 'none'"`);
    expect(readme, name).toContain(`\n${text}\`\`\``);
  }
});

test("the policy is strict, and it holds", async ({ page, watch }) => {
  watch.allow(/security policy|Content Security Policy|violates/);
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'|https?:|\*/);

  const done = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken'";
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(script, style);
    const refused = (act) => act().then(() => "done", () => "refused");
    // In a task of the page's own: what a debugger evaluates may evaluate.
    const later = () => new Promise((resolve) => setTimeout(resolve));
    return {
      title: document.title,
      body: getComputedStyle(document.body).display,
      eval: await refused(() => later().then(() => Function("return 1")())),
      // Another port is another origin; the policy refuses before anything is sent.
      fetch: await refused(() => fetch(`http://${location.hostname}:9/`)),
    };
  });
  expect(done).toEqual({ title: "联盟准入自查", body: "block", eval: "refused", fetch: "refused" });
  expect(watch.foreign()).toEqual([]);
});

/** Every text and program of a site, with its compressed forms as they must be. */
function expectCompressed(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(bin|css|html|js|json|svg|wasm|webmanifest)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  expect(files.length).toBeGreaterThan(10);
  for (const path of files) {
    expect(existsSync(`${path}.br`) && existsSync(`${path}.gz`), path).toBe(true);
    const bytes = readFileSync(path);
    expect(brotliDecompressSync(readFileSync(`${path}.br`)).equals(bytes), path).toBe(true);
    expect(gunzipSync(readFileSync(`${path}.gz`)).equals(bytes), path).toBe(true);
  }
}

test("every text and program stands beside itself compressed", () => {
  expectCompressed(DIST);
});

test("a site whose rules were changed in place is compressed and kept off-line as it is now", async () => {
  const site = await copySite();
  try {
    const names = () => readdirSync(site.folder, { recursive: true }).sort();
    const worker = () => readFileSync(join(site.folder, "sw.js"), "utf8");
    const before = names();
    // Where nothing was changed nothing changes: nobody is offered what they have.
    await reindex(site.folder);
    expect(worker()).toBe(readFileSync(join(DIST, "sw.js"), "utf8"));
    site.changePack();
    // A compressed file that was damaged on the way is made anew.
    writeFileSync(join(site.folder, "index.html.br"), "damaged");
    await reindex(site.folder);
    expect(names()).toEqual(before);
    expectCompressed(site.folder);
    expect(worker()).not.toBe(readFileSync(join(DIST, "sw.js"), "utf8"));
    for (const revision of Object.values(keptFiles(site.folder))) expect(worker()).toContain(revision);
  } finally {
    await site.stop();
    site.remove();
  }
});
