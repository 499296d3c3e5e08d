// Builds the release into dist/, unless dist/ already is what the present inputs give.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { ANEW } from "./budget.mjs";
import { run, say, step } from "./console.mjs";
import { ROOT, TARGET_DIR, bindgenVersion, prepareBindgen, prepareNode, prepareRust, prepareTrunk, trunkVersion } from "./toolchain.mjs";

/** The folder of the built site. */
export const DIST = join(ROOT, "dist");

const STAMP = join(TARGET_DIR, "dist-stamp.json");
const INPUTS = [
  "Cargo.toml",
  "Cargo.lock",
  "Trunk.toml",
  "index.html",
  "package-lock.json",
  "build.rs",
  ".cargo",
  "src",
  "static",
  "tools",
];

/** What the release is built with, then the release: how every script begins that needs it. */
export async function prepareRelease() {
  await prepareNode();
  const rust = await prepareRust();
  await prepareTrunk();
  await prepareBindgen();
  step("Release build");
  await buildRelease(rust);
}

/** Builds the command line; `more` are other targets that cargo is to build it beside. */
export function buildPacks(...more) {
  return run("cargo", ["build", "--locked", "--bin", "packs", ...more], { trouble: "The command line could not be built" });
}

/** Builds where needed; `rust` is the version of the compiler, `more` as for `buildPacks`. */
export async function buildRelease(rust, ...more) {
  const inputs = inputsHash(rust);
  if (readStamp() === JSON.stringify({ inputs, dist: treeHash([DIST]) })) {
    say("dist/ is up to date");
    return;
  }
  rmSync(STAMP, { force: true });
  await buildPacks(...more);
  const env = {
    ...process.env,
    // trunk takes wasm-opt from here.
    PATH: `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env.PATH}`,
    TRUNK_SKIP_VERSION_CHECK: "true",
    // Beside those of .cargo/config.toml.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: plainPaths(),
  };
  // trunk reads NO_COLOR as a boolean and refuses the usual "1".
  delete env.NO_COLOR;
  await run("trunk", ["build", "--color", process.stdout.isTTY ? "always" : "never"], {
    env,
    trouble: "The release could not be built; the messages above say where",
  });
  mkdirSync(TARGET_DIR, { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ inputs, dist: treeHash([DIST]) }));
}

/** Flags by which the places of the crates' panics do not say where this machine keeps its crates. */
function plainPaths() {
  const crates = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  const registries = existsSync(crates) ? readdirSync(crates).map((name) => join(crates, name, "/")) : [];
  // Flags are divided by spaces.
  return registries.filter((path) => !path.includes(" ")).map((path) => `--remap-path-prefix=${path}=`).join(" ");
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : undefined;
}

function inputsHash(rust) {
  const context = [rust, trunkVersion(), bindgenVersion(), process.env.RUSTFLAGS, process.env.CARGO_ENCODED_RUSTFLAGS, process.env[ANEW]];
  return treeHash(INPUTS.map((name) => join(ROOT, name)), context.join("\n"));
}

/** One hash over the names and bytes of every file under `paths`; a missing path counts as empty. */
export function treeHash(paths, context = "") {
  const hash = createHash("sha256").update(context);
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      readdirSync(path).sort().forEach((name) => visit(join(path, name)));
    } else {
      const bytes = readFileSync(path);
      hash.update(`\n${relative(ROOT, path)} ${bytes.length}\n`).update(bytes);
    }
  };
  paths.forEach(visit);
  return hash.digest("hex");
}
