// npm run build:module: the engine as a JavaScript module, for other pages and programs. It has a
// folder of its own and is no part of the page.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { treeHash } from "./build.mjs";
import { Failure, main, run, say, step } from "./console.mjs";
import { ROOT, TARGET_DIR, bindgenVersion, checkNode, prepareBindgen, prepareNode, prepareRust } from "./toolchain.mjs";

/** The folder of the module. */
export const MODULE = join(ROOT, "dist-module");

const STAMP = join(TARGET_DIR, "module-stamp.json");
const NAME = "alliance_check";
const WASM = "wasm32-unknown-unknown";

/** Builds it, unless it is what the present program gives. */
export async function buildModule() {
  // Only now: the packages may just have been installed.
  const { build } = await import("esbuild");
  const trouble = "The module could not be built; the messages above say where";
  const args = ["build", "--locked", "--profile", "module", "--target", WASM, "--bin", `${NAME}_module`];
  await run("cargo", args, { trouble });
  const built = join(TARGET_DIR, WASM, "module", `${NAME}_module.wasm`);
  const inputs = treeHash([built, fileURLToPath(import.meta.url), join(ROOT, "package-lock.json")], bindgenVersion());
  const stamp = () => JSON.stringify({ inputs, module: treeHash([MODULE]) });
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp()) {
    say(`${MODULE} is up to date`);
    return;
  }
  // Not `module`: cargo keeps there what the profile of that name builds for this machine.
  const raw = join(TARGET_DIR, "module-glue");
  rmSync(raw, { recursive: true, force: true });
  await run("wasm-bindgen", ["--target", "web", "--out-dir", raw, "--out-name", NAME, built], { trouble });

  rmSync(MODULE, { recursive: true, force: true });
  mkdirSync(MODULE);
  const wasm = join(MODULE, `${NAME}_bg.wasm`);
  const optimise = join(ROOT, "node_modules", "binaryen", "bin", "wasm-opt");
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  await run(process.execPath, [optimise, "-O3", ...strip, join(raw, `${NAME}_bg.wasm`), "-o", wasm], { trouble });
  // One file instead of the glue and what it imports.
  await build({
    entryPoints: [join(raw, `${NAME}.js`)],
    outfile: join(MODULE, `${NAME}.js`),
    bundle: true,
    format: "esm",
    target: "es2022",
    // Names are kept: they stand in messages.
    keepNames: true,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    // The glue names a module that it imports once for each function of it.
    logOverride: { "duplicate-object-key": "silent" },
  });
  writeFileSync(join(MODULE, `${NAME}.d.ts`), types(readFileSync(join(raw, `${NAME}.d.ts`), "utf8")));
  writeFileSync(STAMP, stamp());
  const bytes = readFileSync(wasm);
  say(`${MODULE}: ${kilobytes(bytes)} of WebAssembly, ${kilobytes(brotliCompressSync(bytes))} compressed (brotli)`);
}

/** The types, without the inner functions of the program: nobody is to call them. */
function types(made) {
  const inner = /(export interface InitOutput \{\n)([^}]*)\}/;
  const told = made.replace(inner, "$1    readonly memory: WebAssembly.Memory;\n}");
  if (!inner.test(made) || told.replaceAll('"any"', "").match(/\bany\b/)) {
    throw new Failure("The types of the module have changed their form, or something in them may be anything.");
  }
  return told;
}

function kilobytes(bytes) {
  return `${Math.round(bytes.length / 1000)} kB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    checkNode();
    step("Tools");
    await prepareNode();
    await prepareRust();
    await prepareBindgen();
    step("Module");
    await buildModule();
  });
}
