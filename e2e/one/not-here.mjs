// What a page without a host cannot be held to. Everything else that the page on a host must do, the
// one file must do as well.

/** Files of tests, with what they are about. */
export const FILES_NOT_HERE = {
  "smoke.spec.mjs": "hosts: paths, separate modules, and a program that does not arrive",
  "access.spec.mjs": "what does not arrive from a host; other screens are the same, and those that differ are in one.suite.mjs",
  "first-load.spec.mjs": "a program that comes in parts",
  "hosting.spec.mjs": "hosts: their configuration",
  "offline.spec.mjs": "service worker, upgrade, plain http",
};

/** Single tests, with what they are about. */
export const TESTS_NOT_HERE = {
  "an export can be given up, and one that fails says so and works when tried again": "a file of the site that does not arrive",
  "a pack of the site, read by its path, stands beside the official one": "files of the same origin",
};
