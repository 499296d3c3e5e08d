// npm run test:firefox: the journey in a stock Firefox, over WebDriver BiDi. Installs no browser.

import { join } from "node:path";
import { prepareRelease } from "../tools/build.mjs";
import { ROOT, checkNode, prepareSlow } from "../tools/toolchain.mjs";
import { main, run, step } from "../tools/console.mjs";
import { findFirefox } from "./firefox/find.mjs";

main(async () => {
  checkNode();
  step("Tools");
  // First what this script cannot provide, before any time is spent on the rest.
  findFirefox();
  await prepareSlow();
  await prepareRelease();

  step("Firefox");
  const test = join(ROOT, "slow", "firefox", "journey.test.mjs");
  await run(process.execPath, ["--test", "--test-reporter=spec", test], { trouble: "The page does not do what it should in Firefox" });
});
