// The service worker of a built site: the script of static/service-worker.js behind the list of what
// it keeps on the device.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { transform } from "esbuild";
import { Failure } from "./console.mjs";

/** SHA-256 (hex). */
export function digest(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

// Compressed twins, what the first load has in parts and off-line use has whole, a server's own
// settings, the site as one file, and the worker itself.
const LEFT_OUT = /\.(?:br|gz)$|^packs\/slices\/|^locales\/first\/|(?:^|\/)[._]|^alliance-check\.html$|^sw\.js$|\.schema\.json$/;

/** The path of every file that the page may ask for, with its revision; the page itself is "./". */
export function keptFiles(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  return Object.fromEntries(files.map((path) => [path === "index.html" ? "./" : path, digest(readFileSync(join(site, path)))]));
}

const BUILD = /(<meta name="build" content=")[^"]*/;

/**
 * Names the build in index.html and writes sw.js for the site as it is now: the same files are the same
 * build. The name of sw.js stays, as browsers look there for the next one.
 */
export async function writeServiceWorker(site, sources) {
  const script = readFileSync(join(sources, "service-worker.js"), "utf8");
  const page = join(site, "index.html");
  const text = readFileSync(page, "utf8");
  if (!BUILD.test(text)) throw new Failure("index.html has no place for the name of the build.");
  const named = (build) => writeFileSync(page, text.replace(BUILD, `$1${build}`));
  named("");
  const build = digest(JSON.stringify([keptFiles(site), digest(script)])).slice(0, 16);
  named(build);
  const head = `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(keptFiles(site))};\n`;
  const { code } = await transform(head + script, { minify: true, target: "es2022" });
  writeFileSync(join(site, "sw.js"), code);
}
