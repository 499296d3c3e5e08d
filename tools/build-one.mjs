// npm run build:one: the whole page as one HTML file, for where there is no server: it is opened by a
// double click from any folder and works without any network. Made of the same files as the site.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { gzipSync } from "node:zlib";
import { DIST, prepareRelease } from "./build.mjs";
import { Failure, main, say, step } from "./console.mjs";
import { ROOT, checkNode } from "./toolchain.mjs";

/** The page as one file. */
export const ONE = join(ROOT, "dist-one", "alliance-check.html");

/** What a page without a host has no use for: it installs nothing and keeps nothing off-line. */
const OF_A_HOST = /^(sw\.js|offline-.*\.js|.*\.webmanifest|icons\/.*|packs\/slices\/.*|locales\/first\/.*)$|\.(br|gz)$/;

/** Makes the file out of dist/. */
export async function buildOne() {
  // Only now: the packages may just have been installed.
  const { build } = await import("esbuild");
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  const name = (pattern, what) => {
    const found = pattern.exec(page);
    if (!found) throw new Failure(`index.html names no ${what}; it has changed its form.`);
    return found[1];
  };
  const boot = name(/<script defer src="\.\/([^"]+)"/, "script");
  const worker = name(/<meta name="export-worker" content="\.\/([^"]+)"/, "worker");
  const style = name(/<link rel="stylesheet" href="\.\/([^"]+)"/, "style sheet");
  const icon = name(/<link rel="icon" href="\.\/([^"]+)"/, "icon");

  const embedded = fileURLToPath(new URL("embedded.js", import.meta.url));
  // No module may be loaded by its address here, so the modules become plain scripts; as the worker's
  // waits at its top level, it is put into a function.
  const program = async (entry) => {
    const { outputFiles } = await build({
      stdin: { contents: `import ${JSON.stringify(embedded)}; import "./${entry}";`, resolveDir: DIST },
      bundle: true,
      // Where the files are that the program looks for beside itself.
      define: { "import.meta.url": "EMBEDDED.home" },
      format: "esm",
      legalComments: "none",
      logLevel: "warning",
      minify: true,
      target: "es2022",
      write: false,
    });
    const script = `(async()=>{${outputFiles[0].text.trim()}})();`;
    // Refuses what only a module may say.
    new Script(script);
    return inline(script);
  };
  const script = await program(boot);
  const workerScript = await program(worker);
  const late = readdirSync(DIST).find((file) => /^rest-.*\.css$/.test(file));
  const sheet = inline([style, late].map((file) => readFileSync(join(DIST, file), "utf8").trim()).join("\n"));
  const files = Object.fromEntries(
    filesOf(DIST)
      .filter((path) => !OF_A_HOST.test(path))
      .filter((path) => ![boot, style, late, icon, "index.html"].includes(path) && !path.endsWith(".js"))
      .map((path) => [path, gzipSync(readFileSync(join(DIST, path)), { level: 9 }).toString("base64")]),
  );

  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(sheet)}`,
    "img-src data: blob:",
    "connect-src 'none'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const image = readFileSync(join(DIST, icon)).toString("base64");
  const one = page
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy)
    .replace(/\s*<link rel="(?:modulepreload|preload|manifest|apple-touch-icon)"[^>]*>/g, "")
    .replace(/\s*<meta name="offline"[^>]*>/, "")
    .replace(/\s*<script defer [^>]*><\/script>/, "")
    .replace(`"./${icon}"`, `"data:image/svg+xml;base64,${image}"`)
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${sheet}</style>`)
    .replace("</body>", () =>
      [
        `<script type="application/json" id="embedded-files">${JSON.stringify(files)}</script>`,
        `<script type="text/plain" id="embedded-worker">${workerScript}</script>`,
        `<script>${script}</script>\n  </body>`,
      ].join("\n"),
    );
  const left = /<(?:script|link|img)[^>]*\s(?:src|href)="(?!data:)[^"]*"/.exec(one);
  if (left) throw new Failure(`The one file still refers to something outside: ${left[0]}`);
  mkdirSync(dirname(ONE), { recursive: true });
  writeFileSync(ONE, one);
  say(`${ONE}: ${Math.round(statSync(ONE).size / 1024)} KB`);
}

/** A text that may stand in a script or style element. */
function inline(text) {
  if (/<\/(script|style)|<!--|\r/i.test(text)) throw new Failure("A program or style sheet would end its own element.");
  return text;
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    checkNode();
    step("Tools");
    await prepareRelease();
    step("One file");
    await buildOne();
  });
}
