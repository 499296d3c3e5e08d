// The page as a host gives it: it works from the first click to the Word file, and a host that can
// sends it compressed, with the headers that README promises.

import { readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { DIST } from "../../tools/build.mjs";
import { CONSULTANCY, JIANGSU, SHANGHAI, WORDS, answerAll, begin, step } from "../journey.mjs";
import { expect, holdRest, open, readDocx, test } from "../support.mjs";

/** What has a hash in its name, as both parts of the program have. */
const KEPT = /-[0-9a-f]{16}\.[a-z]+$/;
const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync };
const ENDING = { br: ".br", gzip: ".gz" };
const TYPES = {
  // Nobody knows what these are, and some say nothing.
  bin: /^(application\/octet-stream)?$/,
  css: /^text\/css/,
  html: /^text\/html/,
  js: /^(text|application)\/javascript/,
  json: /^application\/json/,
  svg: /^image\/svg\+xml/,
  wasm: /^application\/wasm$/,
};

/** Every file of the page, as it was built; the compressed ones are not asked for by name. */
const FILES = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(DIST.length + 1));

/** What the host sends, undecoded. */
function ask(baseURL, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, baseURL), { headers, agent: false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

const host = () => test.info().project.metadata;

test("works from the first click to the Word file", async ({ page, watch, baseURL }) => {
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await begin(page, SHANGHAI);
  await answerAll(page, SHANGHAI, CONSULTANCY);
  await expect(page.locator(".verdict")).toHaveAttribute("data-status", "judge");
  await step(page, 5);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: WORDS.zh["application.word"] }).click();
  expect((await readDocx(await waiting)).get("word/document.xml")).toContain("登记申请表");

  await page.reload();
  await expect(page.locator(".sheet")).toContainText("登记申请表");
  const base = new URL(baseURL).pathname;
  for (const url of watch.requests) expect(new URL(url).pathname.startsWith(base), url).toBe(true);
  // Where the type is wrong, wasm-bindgen says of the worker's program that it compiles the slower way.
  expect(warnings.some((text) => text.includes("application/wasm"))).toBe(Boolean(host().wasmType));
});

test("the rest of the program arrives whatever its type, and what waited for it is done", async ({ page, watch }) => {
  // This site has no texts of the sources.
  watch.allow(/404/);
  const hold = await holdRest(page);
  await begin(page, JIANGSU);
  await page.locator(".q .chip").first().click();
  await hold.letCome();
  await expect(page.locator("dialog[open]")).toContainText("第八条");
  expect(hold.breathless).toBe(0);
});

test("the page comes with its policy and nothing weaker", async ({ page, baseURL }) => {
  await open(page);
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const { status, headers } = await ask(baseURL, "");
  expect(status).toBe(200);
  expect(meta).toContain("connect-src 'self'");
  expect(meta).not.toMatch(/'unsafe-(inline|eval)'/);
  if (!host().headers) return;
  for (const path of ["", "index.html", "packs/index.json", "no-such-file"]) {
    const { headers } = await ask(baseURL, path);
    expect(headers["content-security-policy"], path).toBe(`${meta}; frame-ancestors 'none'`);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
  }
  expect(headers["cache-control"]).toBe("no-cache");
});

test("every file comes whole, with its type and for as long as it stays true", async ({ baseURL }) => {
  for (const part of [/^app_bg-/, /^app_rest-/]) expect(FILES.find((path) => part.test(path))).toMatch(KEPT);
  for (const path of FILES) {
    const { status, headers, body } = await ask(baseURL, path);
    expect(status, path).toBe(200);
    expect(headers["content-encoding"], path).toBeUndefined();
    expect(body.equals(readFileSync(join(DIST, path))), `${path} is whole`).toBe(true);
    const ending = path.split(".").pop();
    const wanted = ending === "wasm" && host().wasmType ? new RegExp(`^${host().wasmType}`) : TYPES[ending];
    if (wanted) expect(headers["content-type"] ?? "", path).toMatch(wanted);
    if (!host().headers) continue;
    const kept = KEPT.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
    expect(headers["cache-control"], path).toBe(kept);
    // To ask anew costs no more than the question.
    const again = await ask(baseURL, path, { "if-none-match": headers.etag });
    expect(again.status, path).toBe(304);
  }
});

test("what can be compressed comes compressed", async ({ baseURL }) => {
  test.skip(host().packed.length === 0, "this host sends files as they are");
  for (const path of FILES.filter((name) => TYPES[name.split(".").pop()])) {
    const plain = readFileSync(join(DIST, path));
    for (const coding of host().packed) {
      const { status, headers, body } = await ask(baseURL, path, { "accept-encoding": coding });
      expect(status, path).toBe(200);
      expect(headers["content-encoding"], path).toBe(coding);
      expect(headers.vary, path).toMatch(/accept-encoding/i);
      expect(headers["content-type"] ?? "", path).toMatch(TYPES[path.split(".").pop()]);
      expect(UNPACK[coding](body).equals(plain), `${path} as ${coding}`).toBe(true);
      // Files that keep their name may be compressed by the host itself.
      if (KEPT.test(path)) expect(body.equals(readFileSync(join(DIST, path + ENDING[coding]))), path).toBe(true);
    }
    const { headers } = await ask(baseURL, path, { "accept-encoding": "gzip, deflate, br" });
    expect(headers["content-encoding"], path).toBe("br");
  }
});

test("a file that is not there is not there, and not for ever", async ({ baseURL }) => {
  for (const path of ["packs/none.json", "app-0123456789abcdef.js"]) {
    const { status, headers } = await ask(baseURL, path, { "accept-encoding": "br" });
    expect(status, path).toBe(404);
    // lighttpd decides by the name alone; whoever copies the page puts index.html last.
    if (!host().refusesByName) expect(headers["cache-control"] ?? "", path).not.toContain("immutable");
  }
});
