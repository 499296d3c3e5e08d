// Finds the programs the build and the tests need, and installs what may be installed by itself.
// Versions are read from where they bind: trunk's from Trunk.toml, wasm-bindgen's from Cargo.lock,
// Rust's from Cargo.toml, Node's from package.json.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, output, run, say } from "./console.mjs";

/** The folder of the package. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Cargo's output folder. */
export const TARGET_DIR = process.env.CARGO_TARGET_DIR || join(ROOT, "target");

const WASM_TARGET = "wasm32-unknown-unknown";
const RELEASE = /^release: ([\d.]+)/m;

function read(name) {
  return readFileSync(join(ROOT, name), "utf8");
}

function find(text, pattern, what) {
  const found = pattern.exec(text);
  if (!found) throw new Failure(`${what} could not be found; the file has changed its form.`);
  return found[1];
}

/** Whether version `have` is at least `want`, both dotted numbers. */
function atLeast(have, want) {
  const [a, b] = [have, want].map((version) => version.split(".").map(Number));
  const index = b.findIndex((part, i) => (a[i] ?? 0) !== part);
  return index < 0 || (a[index] ?? 0) > b[index];
}

function prependPath(folder) {
  process.env.PATH = `${folder}${delimiter}${process.env.PATH ?? ""}`;
}

/** Refuses a Node that is too old; comes before anything an old Node might not know. */
export function checkNode() {
  const wanted = find(read("package.json"), /"node": ">=(\d+)"/, "Node's version in package.json");
  if (!atLeast(process.versions.node, wanted)) {
    throw new Failure(`Node ${wanted} or newer is needed, this is ${process.versions.node}. Install it from nodejs.org.`, 2);
  }
}

/** The locked npm packages. */
export async function prepareNode() {
  const news = await preparePackages(ROOT, "npm packages");
  say(`Node ${process.versions.node}, npm packages ${news ? "installed" : "in place"}`);
}

/** The packages of the slow suites are apart: nobody who builds the page needs them. */
export function prepareSlow() {
  return preparePackages(join(ROOT, "slow"), "npm packages of the slow suites");
}

/** Installs the locked packages of a folder where they are not in place; whether it had to. */
async function preparePackages(folder, what) {
  const stamp = join(folder, "node_modules", ".lock-hash");
  const lock = createHash("sha256").update(readFileSync(join(folder, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return false;
  say(`installing the ${what}`);
  await run("npm", ["ci", "--no-progress", "--prefix", folder], {
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
    fetches: true,
    trouble: `The ${what} could not be installed`,
  });
  writeFileSync(stamp, lock);
  return true;
}

/** Rust, its WebAssembly target, a C compiler and the locked crates. */
export async function prepareRust() {
  if (!output("cargo", "--version")) {
    prependPath(join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin"));
  }
  if (!output("cargo", "--version")) {
    throw new Failure("cargo was not found. Install Rust with rustup (rustup.rs), open a new terminal and run the same command again.", 2);
  }
  const wanted = rustVersion();
  await pinRust(wanted);
  const about = output("rustc", "--version", "--verbose") ?? "";
  const version = find(about, RELEASE, "The version of rustc");
  if (!atLeast(version, wanted)) {
    throw new Failure(`Rust ${wanted} or newer is needed, this is ${version}. Run: rustup update stable`, 2);
  }
  if (!["cc", "gcc", "clang"].some((name) => output(name, "--version"))) {
    throw new Failure("No C compiler was found; Rust links with it. Install one (Debian: apt-get install build-essential; macOS: xcode-select --install).", 2);
  }
  const library = join(output("rustc", "--print", "sysroot") ?? "", "lib", "rustlib", WASM_TARGET);
  if (!existsSync(library)) {
    if (!output("rustup", "--version")) {
      throw new Failure(`This Rust has no ${WASM_TARGET} target and no rustup to add it. Install Rust with rustup (rustup.rs).`, 2);
    }
    say(`adding the ${WASM_TARGET} target`);
    await run("rustup", ["target", "add", WASM_TARGET], { fetches: true, trouble: "The WebAssembly target could not be added" });
  }
  say(`Rust ${version} with ${WASM_TARGET}`);

  const host = find(about, /^host: (\S+)/m, "The host of rustc");
  await run("cargo", ["fetch", "--locked", "--target", WASM_TARGET, "--target", host], {
    fetches: true,
    trouble: "The crates could not be fetched",
  });
  return version;
}

/** The version of Rust that the page is built with. */
export function rustVersion() {
  return find(read("Cargo.toml"), /^rust-version = "([\d.]+)"/m, "Rust's version in Cargo.toml");
}

/** Whether the compiler at hand is that version. */
export function isPinnedRust() {
  return output("rustc", "--version")?.split(" ")[1] === rustVersion();
}

/**
 * Uses that version, installed beside the person's own where rustup is there: what of the program is
 * fetched first is known by the functions that one compiler makes. With another the page works as well.
 */
async function pinRust(wanted) {
  if (isPinnedRust() || process.env.RUSTUP_TOOLCHAIN || !output("rustup", "--version")) return;
  const installed = () => output("rustup", "run", wanted, "rustc", "--version");
  if (!installed()) {
    say(`installing Rust ${wanted}, which this page is built with, beside your own`);
    try {
      const trouble = `Rust ${wanted} could not be installed`;
      await run("rustup", ["toolchain", "install", wanted, "--profile", "minimal"], { fetches: true, trouble });
    } catch (error) {
      say(`${error.message} Going on with your own.`);
    }
  }
  if (installed()) process.env.RUSTUP_TOOLCHAIN = wanted;
}

/** Components of Rust that only the checks need. */
export async function prepareLints() {
  for (const [component, command] of [
    ["rustfmt", "fmt"],
    ["clippy", "clippy"],
  ]) {
    if (output("cargo", command, "--version")) continue;
    say(`adding ${component}`);
    await run("rustup", ["component", "add", component], { fetches: true, trouble: `${component} could not be added` });
  }
}

/** The version of trunk that builds the page. */
export function trunkVersion() {
  return find(read("Trunk.toml"), /^trunk-version = "=([\d.]+)"/m, "trunk's version in Trunk.toml");
}

/** The version of wasm-bindgen that the crates are locked to; its program must be the same. */
export function bindgenVersion() {
  return find(read("Cargo.lock"), /name = "wasm-bindgen"\r?\nversion = "([\d.]+)"/, "wasm-bindgen's version in Cargo.lock");
}

/** Puts trunk, at its version, on this process's PATH. */
export async function prepareTrunk() {
  await prepareTool("trunk", trunkVersion(), ["trunk"]);
}

/** Puts wasm-bindgen and its test runner, at the crates' version, on this process's PATH. */
export async function prepareBindgen() {
  await prepareTool("wasm-bindgen-cli", bindgenVersion(), ["wasm-bindgen", "wasm-bindgen-test-runner"]);
}

async function prepareTool(crate, version, programs) {
  const inPlace = (folder) =>
    programs.every((name) => output(join(folder, name), "--version")?.split(/\s+/).includes(version));
  const onPath = (process.env.PATH ?? "").split(delimiter).find((folder) => folder && inPlace(folder));
  if (onPath) {
    say(`${crate} ${version} from PATH`);
    return;
  }
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(cache, "alliance-check", "tools", `${crate}-${version}`);
  const bin = join(folder, "bin");
  if (!inPlace(bin)) await installTool(crate, version, folder, () => inPlace(bin));
  if (!inPlace(bin)) throw new Failure(`${crate} ${version} was installed but does not run from ${bin}.`);
  say(`${crate} ${version}`);
  prependPath(bin);
}

async function installTool(crate, version, folder, inPlace) {
  const trouble = `${crate} ${version} could not be installed`;
  if (output("cargo", "binstall", "-V")) {
    say(`installing ${crate} ${version} with cargo-binstall`);
    try {
      await run("cargo", ["binstall", "--no-confirm", "--locked", "--root", folder, `${crate}@${version}`], { trouble });
    } catch (error) {
      say(`${error.message} Compiling it instead.`);
    }
    if (inPlace()) return;
  }
  say(`compiling ${crate} ${version} once for this machine; this takes some minutes`);
  await run("cargo", ["install", "--locked", "--root", folder, `${crate}@${version}`], {
    // These programs run for seconds: compiling them quickly is worth more than their speed.
    env: {
      ...process.env,
      CARGO_PROFILE_RELEASE_LTO: "off",
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
      CARGO_PROFILE_RELEASE_OPT_LEVEL: "1",
      // Compile in a temporary folder that cargo removes, wherever the package's own output goes.
      CARGO_TARGET_DIR: undefined,
    },
    fetches: true,
    trouble,
  });
}

/** Chromium and its driver: from the environment, from PATH or, on Debian as root, installed. */
export async function prepareChromium() {
  for (const name of ["CHROMIUM", "CHROMEDRIVER"]) {
    const path = process.env[name];
    if (path && !existsSync(path)) throw new Failure(`${name} is set to ${path}, which does not exist.`, 2);
  }
  let found = findChromium();
  if (!found && process.getuid?.() === 0 && output("apt-get", "--version")) {
    await installChromium();
    found = findChromium();
  }
  if (!found) {
    throw new Failure(
      "Chromium and ChromeDriver were not found. Install them (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER to their paths.",
      2,
    );
  }
  say(`${output(found.chromium, "--version") ?? found.chromium}, ${found.chromedriver}`);
  return found;
}

/** The paths of Chromium and ChromeDriver, where both are there. */
export function findChromium() {
  const chromium = process.env.CHROMIUM || which("chromium", "chromium-browser", "google-chrome");
  const chromedriver = process.env.CHROMEDRIVER || which("chromedriver");
  return chromium && chromedriver ? { chromium, chromedriver } : undefined;
}

/** The first of these programs that is on PATH. */
export function which(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

async function installChromium() {
  say("installing Debian's chromium and chromium-driver");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const trouble = "Chromium could not be installed";
  const packages = ["chromium", "chromium-driver"];
  // Without a Chinese font every measure of the page would be of empty boxes.
  if (!output("fc-list", ":lang=zh")) packages.push("fonts-noto-cjk");
  await run("apt-get", ["update", "-q"], { env, fetches: true, trouble });
  await run("apt-get", ["install", "-q", "-y", "--no-install-recommends", ...packages], { env, fetches: true, trouble });
}

/** What Chromium is started with: no errands of its own, so every request seen is the page's. */
export const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  // Chromium's sandbox refuses to run as root.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
