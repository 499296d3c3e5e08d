// Runs as trunk's post-build hook and makes the site out of what trunk staged:
// every file the page loads gets a name with the hash of its bytes, so that no old file is ever
// taken for a new one; the page's references follow; the security policy goes in; and a module no
// browser could compile, or a reference to nothing, stops the build.
//
// What index.html calls by its plain name ("./app.js") it gets by its hashed name. Everything else
// in static/ is copied as it is, under the same path.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { build, transform } from "esbuild";
import { checkBudget } from "./budget.mjs";
import { compressAll } from "./compress.mjs";
import { Failure, main, say } from "./console.mjs";
import { dataOf, segments, withoutNotes } from "./data.mjs";
import { firstPart } from "./first-load.mjs";
import { withShortNames } from "./names.mjs";
import { outline } from "./outline.mjs";
import { digest, writeServiceWorker } from "./service-worker.mjs";
import { FEATURES, split } from "./split.mjs";
import { TARGET_DIR } from "./toolchain.mjs";

const STAGE = process.env.TRUNK_STAGING_DIR;
const STATIC = join(process.env.TRUNK_SOURCE_DIR ?? ".", "static");

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

// Sources of the loaded files, not files of the site.
const SOURCES = new Set(["boot.css", "boot.js", "favicon.svg", "offline.js", "program.js", "rest.css", "service-worker.js", "style.css"]);

/** Messages and families of messages that the screens up to the first question use. */
const FIRST_WORDS = new Set(
  [
    "answer clause.document field force frame interview month own.mark own.named own.notice own.open-one own.title",
    "sample standing.not-a-date standing.too-early start toast.rest-missing track unit",
  ].flatMap((line) => line.split(" ")),
);

/** Those among them that only what comes with the rest can show: whole words of a key, from its start. */
const LATER_WORDS =
  /^(answer\.(no-record|none|records)|field\.(add|change|cell|characters|echo|record|records|remove|tools|within)|frame\.(absent-case|broken|mixed|not-saved|storage|export)|interview\.(clear|errors|nothing|section|sections|unused)|own\.(mark|named|notice)|sample\.(delete|named|notice|own)|start\.(again|all|no-storage|storage)|track\.(begun|reuse))(?![a-z])/;

/** Passes of wasm-opt that calculate nothing. */
const TIDY = [
  "--remove-unused-module-elements",
  "--duplicate-function-elimination",
  "--dce",
  "--remove-unused-names",
  "--simplify-locals",
  "--vacuum",
  "--inlining",
  "--remove-unused-brs",
  "--merge-blocks",
  "--simplify-locals",
  "--vacuum",
  "--duplicate-function-elimination",
  "--remove-unused-module-elements",
];

/** The hashed name of every file that has one, by its plain name. */
const names = new Map();

main(async () => {
  if (!STAGE) throw new Failure("This is trunk's post-build hook; run it through trunk.");
  copyStatic();
  splitApp();
  cpSync(join(STATIC, "program.js"), join(STAGE, "program.js"));
  await placeStyles("rest.css", "./rest.css");
  await placeModule("app", "program.js", ["app_bg.wasm", "app_rest.wasm"], "rest.css");
  await placeModule("export_worker", "export_worker_loader.js", ["export_worker_bg.wasm"]);
  // The glue is one file by now; what it was bundled from goes.
  rmSync(join(STAGE, "snippets"), { force: true, recursive: true });
  // What is seen before the start, then the page's own.
  await placeStyles("style.css", "./boot.css", "./style.css");
  await placeScript("offline.js");
  await placeScript("boot.js", "app.js");
  place("favicon.svg", readFileSync(join(STATIC, "favicon.svg")));
  refuseStrays();
  writePage();
  await writeServiceWorker(STAGE, STATIC);
  await compressAll(STAGE);
  reportSizes();
  checkBudget(STAGE, names);
});

/** Writes a file of the site under its hashed name. */
function place(name, bytes) {
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${digest(bytes).slice(0, 16)}${extension}`;
  writeFileSync(join(STAGE, hashed), bytes);
  names.set(name, hashed);
}

/** Replaces a plain name by its hashed one in a text that must mention it. */
function follow(text, name) {
  if (!text.includes(name)) throw new Failure(`Nothing refers to ${name}; wasm-bindgen's output has changed its form.`);
  return text.replaceAll(name, names.get(name));
}

function copyStatic() {
  for (const name of readdirSync(STATIC)) {
    if (!SOURCES.has(name)) cpSync(join(STATIC, name), join(STAGE, name), { recursive: true });
  }
  writeFirstWords();
  // The slices of the packs; tools/build.mjs has built the program that writes them.
  execFileSync(join(TARGET_DIR, "debug", "packs"), ["index", join(STAGE, "packs")]);
}

/** The messages of the screens up to the first question; all of them come with the rest of the program. */
function writeFirstWords() {
  mkdirSync(join(STAGE, "locales", "first"));
  for (const lang of ["zh", "en"]) {
    const all = JSON.parse(readFileSync(join(STATIC, "locales", `${lang}.json`), "utf8"));
    const first = Object.entries(all).filter(
      ([key]) => (FIRST_WORDS.has(key) || FIRST_WORDS.has(key.split(".")[0])) && !LATER_WORDS.test(key),
    );
    writeFileSync(join(STAGE, "locales", "first", `${lang}.bin`), borsh(first.sort(([a], [b]) => (a < b ? -1 : 1))));
  }
}

/** Pairs of texts in borsh's form, as `Words::few` reads them. */
function borsh(pairs) {
  const length = (number) => Buffer.from(Uint32Array.of(number).buffer);
  const text = (of) => [length(Buffer.byteLength(of)), Buffer.from(of)];
  return Buffer.concat([length(pairs.length), ...pairs.flat().flatMap(text)]);
}

/** Makes the program small and cuts it in two. */
function splitApp() {
  const wasm = join(STAGE, "app_bg.wasm");
  const optimise = (from, to, ...passes) => execFileSync("wasm-opt", [...passes, from, "-o", to], { stdio: "inherit" });
  mkdirSync(join(TARGET_DIR, "split"), { recursive: true });
  // Kept with its names: tools/first-load.mjs finds out with it which code runs first. These passes
  // leave the addresses in the code as they are, by which the data is cut; the others come afterwards.
  const named = join(TARGET_DIR, "split", "app.wasm");
  const bound = readFileSync(wasm);
  const { bytes, inGlue } = withShortNames(withoutNotes(bound));
  writeFileSync(wasm, bytes);
  const glue = join(STAGE, "app.js");
  writeFileSync(glue, inGlue(readFileSync(glue, "utf8")));
  // A function with a single caller stays one of its own: it may be of the other part.
  const size = ["--optimize-level=2", "--shrink-level=2", "--one-caller-inline-max-function-size=40"];
  optimise(wasm, named, "-g", "--strip-producers", ...size, ...TIDY);
  const { bytes: outlined, first: ofFirst } = outline(readFileSync(named), firstPart());
  const { first, rest } = split(outlined, ofFirst, linkedData(bound));
  for (const [name, bytes] of [["app_bg.wasm", first], ["app_rest.wasm", rest]]) {
    const cut = join(TARGET_DIR, "split", name);
    writeFileSync(cut, bytes);
    optimise(cut, join(STAGE, name), ...FEATURES, "-Oz", "--strip-debug", "--strip-producers", "--strip-target-features");
  }
}

/** What the program refers to, as the linker left it before wasm-bindgen changed the code, but not the data. */
function linkedData(bound) {
  const linked = readFileSync(join(TARGET_DIR, "wasm32-unknown-unknown", "release", "app.wasm"));
  const [before, after] = [linked, bound].map((bytes) => JSON.stringify(segments(bytes).map(({ address, bytes }) => [address, digest(bytes)])));
  if (before !== after) throw new Failure("wasm-bindgen changed the data of the program; it cannot be cut in two.");
  return dataOf(linked);
}

/** Wasm modules and their glue, bundled into a single file from `entry`. */
async function placeModule(bin, entry, modules, ...named) {
  for (const wasm of modules) {
    const bytes = readFileSync(join(STAGE, wasm));
    try {
      new WebAssembly.Module(bytes);
    } catch (error) {
      throw new Failure(`${wasm} does not compile: ${error.message}`);
    }
    place(wasm, bytes);
  }
  if (bin === "app") exportParts(join(STAGE, "app.js"));
  const { outputFiles } = await build({
    entryPoints: [join(STAGE, entry)],
    bundle: true,
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    minify: true,
    target: "es2022",
    write: false,
  });
  for (const staged of [...modules, `${bin}.js`, entry]) rmSync(join(STAGE, staged), { force: true });
  place(`${bin}.js`, Buffer.from([...modules, ...named].reduce(follow, outputFiles[0].text)));
}

/** program.js starts the module by itself, so it needs what wasm-bindgen's own start would use. */
function exportParts(glue) {
  const text = readFileSync(glue, "utf8");
  const own = "export { initSync, __wbg_init as default };";
  if (!text.includes(own)) throw new Failure("wasm-bindgen's output has changed its form.");
  writeFileSync(glue, text.replace(own, "export { __wbg_finalize_init, __wbg_get_imports };"));
}

/** A style sheet made of others. */
async function placeStyles(name, ...sheets) {
  const { outputFiles } = await build({
    stdin: { contents: sheets.map((sheet) => `@import "${sheet}";`).join(" "), loader: "css", resolveDir: STATIC },
    bundle: true,
    legalComments: "none",
    loader: { ".svg": "dataurl" },
    logLevel: "warning",
    minify: true,
    outfile: name,
    target: "es2022",
    write: false,
  });
  place(name, outputFiles[0].contents);
}

/** A script of its own; what it names by plain names it gets by their hashed ones. */
async function placeScript(name, ...named) {
  const { code } = await transform(readFileSync(join(STATIC, name), "utf8"), { minify: true, target: "es2022" });
  place(name, Buffer.from(named.reduce(follow, code)));
}

/** A staged file this script does not know would keep a name without a hash. */
function refuseStrays() {
  const known = new Set([...names.values(), ...readdirSync(STATIC), "index.html"]);
  const strays = readdirSync(STAGE).filter((name) => !known.has(name));
  if (strays.length > 0) throw new Failure(`trunk staged what nobody asked for: ${strays.join(", ")}.`);
}

function writePage() {
  const path = join(STAGE, "index.html");
  const source = readFileSync(path, "utf8");
  if (/<script(?![^>]*\ssrc=)|<style|\s(?:style|on[a-z]+)=/i.test(source)) {
    throw new Failure("index.html has an inline script, style or handler, which the page's policy forbids.");
  }
  const page = source
    .replace("<head>", `<head>\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`)
    .replace(/"\.\/([^"]+)"/g, (_, name) => `"./${names.get(name) ?? name}"`);
  for (const [, name] of page.matchAll(/"\.\/([^"]+)"/g)) {
    if (!existsSync(join(STAGE, name))) throw new Failure(`index.html refers to ${name}, which does not exist.`);
  }
  writeFileSync(path, page);
}

function reportSizes() {
  const row = (name, ...cells) => say(name.padEnd(40) + cells.map((cell) => String(cell).padStart(11)).join(""));
  row("", "bytes", "gzip", "brotli");
  for (const name of ["index.html", "sw.js", ...names.values()]) {
    const sizes = ["", ".gz", ".br"].map((form) => statSync(join(STAGE, name + form), { throwIfNoEntry: false })?.size);
    row(name, ...sizes.map((size) => size ?? "–"));
  }
}
