// What the page is timed beside: the least Yew page there is, and a SurveyJS form of the same rule.

import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compressAll } from "../../tools/compress.mjs";
import { run } from "../../tools/console.mjs";
import { ROOT, TARGET_DIR } from "../../tools/toolchain.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Builds the minimal Yew page into `folder`, with the tools that build the page. */
export async function buildYew(folder) {
  const project = join(HERE, "minimal-yew");
  const env = {
    ...process.env,
    PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH}`,
    CARGO_TARGET_DIR: join(TARGET_DIR, "minimal-yew"),
    TRUNK_SKIP_VERSION_CHECK: "true",
  };
  delete env.NO_COLOR;
  const manifest = join(project, "Cargo.toml");
  await run("cargo", ["fetch", "--locked", "--manifest-path", manifest], { fetches: true, trouble: "The crates could not be fetched" });
  await run("trunk", ["build", "--config", join(project, "Trunk.toml"), "--dist", folder], { env, trouble: "The minimal Yew page could not be built" });
  await compressAll(folder);
}

/** Builds the SurveyJS form into `folder`: one script and one style sheet, as small as they get. */
export async function buildSurvey(folder) {
  const { build } = await import("esbuild");
  const source = join(HERE, "survey");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(source, "start.js")],
    bundle: true,
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    minify: true,
    outdir: folder,
    target: "es2022",
  });
  cpSync(join(source, "index.html"), join(folder, "index.html"));
  await compressAll(folder);
}
