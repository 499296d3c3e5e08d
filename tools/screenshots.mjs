// npm run screenshots: every screen in two languages, two colour themes and three widths, as
// pictures in screenshots/. A part of a screen's name limits it: npm run screenshots -- verdict

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DIST, prepareRelease } from "./build.mjs";
import { main, say, step } from "./console.mjs";
import { CHROMIUM_FLAGS, ROOT, checkNode, prepareChromium } from "./toolchain.mjs";

const FOLDER = join(ROOT, "screenshots");
const WIDTHS = [1280, 820, 390];
/** A standing that opens as a sheet is there on narrow screens only. */
const NARROW = [820, 390];

main(async () => {
  checkNode();
  const wanted = process.argv[2] ?? "";
  step("Tools");
  const { chromium: executablePath } = await prepareChromium();
  await prepareRelease();
  step("Screenshots");
  if (!wanted) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  // Only now: the packages they need may just have been installed.
  const { serve } = await import("./serve.mjs");
  const { chromium } = await import("@playwright/test");
  const { SCREENS, settle } = await import("../e2e/screens.mjs");
  const { server, origin } = await serve(DIST);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  let taken = 0;

  const walk = async (group, lang) => {
    const context = await browser.newContext({ baseURL: origin, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
    await settle(context, lang);
    const page = await context.newPage();
    await SCREENS[group](page, async (name, { narrow } = {}) => {
      if (!name.includes(wanted)) return;
      const before = page.viewportSize();
      for (const theme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: theme });
        for (const width of narrow ? NARROW : WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const path = join(FOLDER, `${name}-${lang}-${theme}-${width}.png`);
          await page.screenshot({ path, fullPage: true, animations: "disabled" });
          taken += 1;
        }
      }
      await page.emulateMedia({ colorScheme: null });
      await page.setViewportSize(before);
    });
    await context.close();
    say(`${group}, ${lang}: ${taken} pictures so far`);
  };

  const walks = Object.keys(SCREENS).flatMap((group) => ["zh", "en"].map((lang) => [group, lang]));
  const worker = async () => {
    for (let next = walks.pop(); next; next = walks.pop()) await walk(...next);
  };
  await Promise.all([worker(), worker()]);
  await browser.close();
  server.closeAllConnections();
  server.close();
  console.log(`\n${taken} pictures in screenshots/.`);
});
