// The built page on every host that tools/test-hosts.mjs has started.

import { defineConfig } from "@playwright/test";
import shared from "../playwright.config.mjs";
import { SUB_PATH } from "./servers.mjs";

const hosts = JSON.parse(process.env.E2E_HOSTS ?? "[]");

export default defineConfig({
  ...shared,
  testDir: ".",
  testMatch: "*.suite.mjs",
  outputDir: "../../test-results",
  globalSetup: undefined,
  projects: hosts.flatMap((host) =>
    ["/", SUB_PATH].map((path) => ({
      name: `${host.name} ${path}`,
      metadata: host,
      use: { baseURL: `${host.origin}${path}` },
    })),
  ),
});
