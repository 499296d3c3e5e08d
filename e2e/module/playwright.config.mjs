// The example page of docs/embedding.md, served from the root of the project.

import shared from "../playwright.config.mjs";

export default { ...shared, testDir: ".", testMatch: "example.suite.mjs", outputDir: "../../test-results", globalSetup: "./server.mjs" };
