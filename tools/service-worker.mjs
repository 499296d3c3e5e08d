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

/** Writes sw.js for the site as it is now. Its name stays: browsers look there for the next one. */
export async function writeServiceWorker(site, sources) {
  const [, build] = /<meta name="build" content="([^"]+)"/.exec(readFileSync(join(site, "index.html"), "utf8")) ?? [];
  if (!build) throw new Failure("index.html does not say which build it is.");
  const head = `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(keptFiles(site))};\n`;
  const script = readFileSync(join(sources, "service-worker.js"), "utf8");
  const { code } = await transform(head + script, { minify: true, target: "es2022" });
  writeFileSync(join(site, "sw.js"), code);
}
