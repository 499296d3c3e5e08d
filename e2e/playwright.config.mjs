import { defineConfig } from "@playwright/test";
import { Failure } from "../tools/console.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../tools/toolchain.mjs";

const browser = findChromium();
if (!browser) throw new Failure("Chromium was not found; run: npm test -- e2e");

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "../test-results",
  globalSetup: "./server.mjs",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A machine that is busy with something else may be late once; twice is a defect. What passes only
  // the second time is listed as flaky.
  retries: 1,
  timeout: 60_000,
  reporter: "list",
  use: {
    // Set by server.mjs, which chooses a free port.
    baseURL: process.env.E2E_ORIGIN,
    // What a test does to the network must reach the page; offline.spec.mjs allows them.
    serviceWorkers: "block",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: browser.chromium, args: CHROMIUM_FLAGS },
  },
});
