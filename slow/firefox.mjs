// npm run test:firefox: the journey in a stock Firefox, over WebDriver BiDi. Installs no browser.

import { join } from "node:path";
import { buildRelease } from "../tools/build.mjs";
import { checkNode, ROOT, prepareBindgen, prepareNode, prepareRust, prepareTrunk } from "../tools/toolchain.mjs";
import { main, run, step } from "../tools/console.mjs";
import { findFirefox } from "./firefox/find.mjs";
import { prepareSlow } from "./packages.mjs";

main(async () => {
  checkNode();
  step("Tools");
  // First what this script cannot provide, before any time is spent on the rest.
  findFirefox();
  await prepareNode();
  await prepareSlow();
  const rust = await prepareRust();
  await prepareTrunk();
  await prepareBindgen();

  step("Release build");
  await buildRelease(rust);

  step("Firefox");
  const test = join(ROOT, "slow", "firefox", "journey.test.mjs");
  await run(process.execPath, ["--test", "--test-reporter=spec", test], { trouble: "The page does not do what it should in Firefox" });
});
