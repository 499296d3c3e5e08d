// The site as built: it starts wherever it is put, and says so where it cannot.

import { SUB_PATH, axe, expect, open, test } from "./support.mjs";

for (const path of ["/", SUB_PATH]) {
  test(`starts under ${path}`, async ({ page, watch }) => {
    const module = page.waitForResponse(/\/app_bg-[0-9a-f]{16}\.wasm$/);
    await open(page, path);

    await expect(page).toHaveTitle("联盟准入自查");
    expect((await module).headers()["content-type"]).toBe("application/wasm");
    for (const url of watch.requests) expect(new URL(url).pathname.startsWith(path)).toBe(true);
    await expect(page.locator("#boot-failed")).toBeHidden();
  });
}

test("fetches the export worker only when it is asked for, and under the policy", async ({ page, watch }) => {
  await open(page, SUB_PATH);
  expect(watch.requests.filter((url) => url.includes("export_worker"))).toEqual([]);

  const address = await page.locator('meta[name="export-worker"]').getAttribute("content");
  expect(address).toMatch(/^\.\/export_worker-[0-9a-f]{16}\.js$/);
  const module = page.waitForResponse(/\/sub\/app\/export_worker_bg-[0-9a-f]{16}\.wasm$/);
  await page.evaluate((url) => {
    globalThis.testWorker = new Worker(new URL(url, document.baseURI), { type: "module" });
  }, address);
  expect((await module).ok()).toBe(true);
});

test("says that the program did not load", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto("/");

  await expect(page.getByRole("alert")).toContainText("页面没有打开");
  await expect(page.locator("#app")).toBeHidden();
  await expect(page.locator("#boot-reason")).not.toBeEmpty();
  expect(await axe(page)).toEqual([]);
});

test("says that it needs JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/");

  await expect(page.locator("noscript main")).toContainText("本页面需要 JavaScript");
  await expect(page.locator("#app main")).toBeHidden();
  await context.close();
});
