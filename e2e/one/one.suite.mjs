// The page as one file: it opens from a folder, asks nobody for anything, and holds to a policy that
// names its own script and style by their hashes.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { JIANGSU, SHANGHAI, WORDS, answer, begin, step } from "../journey.mjs";
import { look } from "../look.mjs";
import { settle } from "../screens.mjs";
import { expect, open, readDocx, test } from "../support.mjs";
import { FILES_NOT_HERE, TESTS_NOT_HERE } from "./not-here.mjs";

const zh = WORDS.zh;

test("is one request, off-line, with every pack, both languages and the Word file", async ({ page, context, watch, baseURL }) => {
  await context.setOffline(true);
  await begin(page, SHANGHAI);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await step(page, 5);
  await expect(page.locator(".sheet")).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: WORDS.en["application.word"] }).click();
  expect((await readDocx(await waiting)).get("word/document.xml")).toContain("登记申请表");
  const { pathname } = new URL(baseURL);
  const asked = watch.requests.filter((url) => !/^(blob|data):/.test(url));
  expect(asked.map((url) => new URL(url).pathname)).toEqual([pathname]);
});

test("its policy lets in its own script and style, and nothing else", async ({ page, watch }) => {
  watch.allow(/security policy|Content Security Policy|violates/);
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'|'self'|\*/);
  const done = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken'";
    document.head.append(script);
    // In a task of the page's own: what a debugger evaluates may evaluate.
    const evaluated = new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(Function("return true")());
        } catch {
          resolve(false);
        }
      });
    });
    return { title: document.title, evaluated: await evaluated };
  });
  expect(done).toEqual({ title: "联盟准入自查", evaluated: false });
});

test("what was entered is there when the file is opened again", async ({ page, context }) => {
  await begin(page, JIANGSU);
  await answer(page, JIANGSU, "legal-person", true);
  await expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);
  const place = page.url();
  await page.close();
  const again = await context.newPage();
  await again.goto(place);
  await expect(again.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
});

for (const lang of ["zh", "en"]) {
  test(`screens that say something else without a host, ${lang}: no axe finding in either theme, nothing lost enlarged`, async ({ page, context }) => {
    const words = WORDS[lang];
    await settle(context, lang);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const found = [];
    await open(page);
    await expect(page.locator("#main h1")).toBeVisible();
    found.push(...(await look(page, "start")));
    await page.locator("section[aria-labelledby=own] summary").click();
    await page.locator("#own-address").fill("packs/of-a-host.json");
    await page.locator("#own-address").press("Enter");
    await expect(page.locator("#own-refused")).toBeVisible();
    found.push(...(await look(page, "start-pack-refused")));
    await page.goto("#/about");
    await expect(page.locator("#main")).toContainText(words["about.offline.one-file"]);
    found.push(...(await look(page, "about")));
    // No host has the document; it is brought.
    await page.goto("#/source/jiangsu/JS");
    await expect(page.locator(".ledger li").first()).toBeVisible();
    found.push(...(await look(page, "source")));
    expect(found).toEqual([]);
  });
}

test("what is left out of these tests exists", () => {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith(".spec.mjs"));
  for (const name of Object.keys(FILES_NOT_HERE)) expect(files).toContain(name);
  const tests = files.map((name) => readFileSync(`${folder}/${name}`, "utf8")).join("\n");
  for (const title of Object.keys(TESTS_NOT_HERE)) expect(tests).toContain(`test("${title}"`);
});
