// The budget of the first load: all bytes on the wire, compressed with brotli, from a cold cache to
// the first question of a track. An end-to-end test holds that nothing else is asked for till then.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure, say } from "./console.mjs";
import { isPinnedRust, rustVersion } from "./toolchain.mjs";

/** Bytes; more fails the build. docs/first-load.md says where they go. */
export const BUDGET = 130_000;

/** The track that is counted: the one that most visitors come for. */
const TRACK = "jiangsu/js-lib-m";

/** The files of the first load; `names` gives the hashed name of each that has one. */
export function firstFiles(names) {
  const hashed = ["boot.js", "app.js", "app_bg.wasm", "style.css", "favicon.svg"].map((name) => names.get(name));
  return ["index.html", ...hashed, "locales/first/zh.bin", "packs/slices/index.bin", `packs/slices/zh/${TRACK}.bin`];
}

/** Says that the list of what runs first is being made anew: until then more runs first. */
export const ANEW = "FIRST_LOAD_ANEW";

/** Shows where the bytes go, and refuses too many. */
export function checkBudget(site, names) {
  const files = firstFiles(names).map((name) => [name, statSync(join(site, `${name}.br`)).size]);
  const all = files.reduce((sum, [, size]) => sum + size, 0);
  say("First load, brotli:");
  for (const [name, size] of files) say(`  ${name.padEnd(38)}${String(size).padStart(9)}`);
  say(`  ${"all".padEnd(38)}${String(all).padStart(9)} of ${BUDGET}`);
  if (all <= BUDGET) return;
  const over = `The first load is ${all} bytes; the budget is ${BUDGET}. See docs/first-load.md.`;
  // Another compiler makes other functions than those that are known to run first.
  if (process.env[ANEW] || !isPinnedRust()) say(`${over} (Counted with Rust ${rustVersion()} and a present list only.)`);
  else throw new Failure(over);
}
