// npm test: every check, or the named parts of it. Stops at the first that fails.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildOne } from "./build-one.mjs";
import { buildModule } from "./build-module.mjs";
import { buildPacks, buildRelease } from "./build.mjs";
import { Failure, main, run, step } from "./console.mjs";
import {
  CHROMIUM_FLAGS,
  ROOT,
  TARGET_DIR,
  checkNode,
  prepareBindgen,
  prepareChromium,
  prepareLints,
  prepareNode,
  prepareRust,
  prepareTrunk,
} from "./toolchain.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
// Beside a test, cargo builds the command line from what the native tests were built from; by itself,
// with other features of the same packages, it would be built a second time.
const AS_TESTED = ["--test", "cli"];
const PARTS = { lint, native, browser, e2e, one, module };

main(async () => {
  checkNode();
  const started = Date.now();
  const parts = wantedParts();
  const needs = (...names) => names.some((name) => parts.includes(name));

  step("Tools");
  // First what this script may be unable to provide, before any time is spent on the rest.
  const chromium = needs("browser", "e2e", "one", "module") ? await prepareChromium() : undefined;
  await prepareNode();
  const rust = await prepareRust();
  if (needs("lint")) await prepareLints();
  if (needs("browser", "e2e", "one", "module")) await prepareBindgen();
  if (needs("e2e", "one")) await prepareTrunk();

  for (const part of parts) await PARTS[part]({ ...chromium, rust });

  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`\nAll checks passed: ${parts.join(", ")}, in ${seconds} s.`);
});

function wantedParts() {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown) throw new Failure(`There is no part “${unknown}”. Usage: npm test -- [${Object.keys(PARTS).join("|")}]…`, 2);
  return Object.keys(PARTS).filter((name) => named.length === 0 || named.includes(name));
}

async function lint() {
  step("Format");
  await run("cargo", ["fmt", "--check"], { trouble: "Some files are not formatted; run: cargo fmt" });
  step("Lints, native");
  await clippy("--all-targets");
  step("Lints, browser");
  await clippy(...WASM, "--lib", "--bins", "--tests");
}

function clippy(...args) {
  return run("cargo", ["clippy", "--locked", ...args, "--", "-D", "warnings"], { trouble: "The lints found something" });
}

async function native() {
  step("Native tests");
  await run("cargo", ["test", "--locked"], { trouble: "A native test failed" });
}

async function browser({ chromium, chromedriver }) {
  step("Browser tests");
  const capabilities = join(TARGET_DIR, "webdriver.json");
  mkdirSync(TARGET_DIR, { recursive: true });
  writeFileSync(
    capabilities,
    JSON.stringify({ "goog:chromeOptions": { binary: chromium, args: ["--headless=new", ...CHROMIUM_FLAGS] } }),
  );
  await run("cargo", ["test", "--locked", ...WASM, "--test", "browser"], {
    env: {
      ...process.env,
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
      CHROMEDRIVER: chromedriver,
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities,
      WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
      WASM_BINDGEN_TEST_TIMEOUT: "180",
    },
    trouble: "A browser test failed",
  });
}

async function e2e(tools) {
  step("How the program is cut in two");
  const cut = join(ROOT, "e2e", "outline.test.mjs");
  await run(process.execPath, ["--test", cut], { trouble: "A program that is cut does not do the same" });
  step("Release build");
  await buildRelease(tools.rust, ...AS_TESTED);
  step("End-to-end tests");
  await playwright(tools, "playwright.config.mjs");
}

async function one(tools) {
  step("Release build in one file");
  await buildRelease(tools.rust, ...AS_TESTED);
  await buildOne();
  step("End-to-end tests of the one file");
  await playwright(tools, join("one", "playwright.config.mjs"));
}

async function module(tools) {
  step("Engine as a module");
  await buildModule();
  step("Its types");
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const project = join(ROOT, "e2e", "module", "tsconfig.json");
  await run(process.execPath, [tsc, "--project", project], { trouble: "The types allow or refuse what they should not" });
  step("Its functions, under Node");
  await buildPacks(...AS_TESTED);
  const test = join(ROOT, "e2e", "module", "module.test.mjs");
  await run(process.execPath, ["--test", test], { trouble: "The module does not do what it should" });
  step("Its example page");
  await playwright(tools, join("module", "playwright.config.mjs"));
}

async function playwright({ chromium, chromedriver }, config) {
  const cli = join(ROOT, "node_modules", "@playwright", "test", "cli.js");
  await run(process.execPath, [cli, "test", "--config", join(ROOT, "e2e", config)], {
    env: { ...process.env, CHROMIUM: chromium, CHROMEDRIVER: chromedriver },
    trouble: "An end-to-end test failed",
  });
}
