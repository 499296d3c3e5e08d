// The packages of the slow suites are apart from the others: nobody who builds the page needs them.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, say } from "../tools/console.mjs";

const SLOW = dirname(fileURLToPath(import.meta.url));

/** Installs the locked packages of package.json beside this file, where they are not in place. */
export async function prepareSlow() {
  const stamp = join(SLOW, "node_modules", ".lock-hash");
  const lock = createHash("sha256").update(readFileSync(join(SLOW, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("installing the npm packages of the slow suites");
  await run("npm", ["ci", "--no-progress", "--prefix", SLOW], {
    fetches: true,
    trouble: "The npm packages of the slow suites could not be installed",
  });
  writeFileSync(stamp, lock);
}
