// The journeys again, in the one-file build opened from a folder.

import { defineConfig } from "@playwright/test";
import shared from "../playwright.config.mjs";
import { FILES_NOT_HERE, TESTS_NOT_HERE } from "./not-here.mjs";

const escaped = (title) => title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export default defineConfig({
  ...shared,
  testDir: "..",
  testMatch: ["*.spec.mjs", "one.suite.mjs"],
  testIgnore: Object.keys(FILES_NOT_HERE),
  grepInvert: new RegExp(`(${Object.keys(TESTS_NOT_HERE).map(escaped).join("|")})$`),
  outputDir: "../../test-results",
  globalSetup: "./folder.mjs",
});
