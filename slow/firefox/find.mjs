// Where Firefox is on this machine.

import { existsSync } from "node:fs";
import { Failure } from "../../tools/console.mjs";
import { which } from "../../tools/toolchain.mjs";

const USUAL = [
  "/usr/lib/firefox-esr/firefox-esr",
  "/opt/firefox/firefox",
  "/snap/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
];

/** Firefox's path: from the environment, from PATH or a usual place. */
export function findFirefox() {
  const named = process.env.FIREFOX;
  if (named && !existsSync(named)) throw new Failure(`FIREFOX is set to ${named}, which does not exist.`, 2);
  const found = named || which("firefox-esr", "firefox") || USUAL.find((path) => existsSync(path));
  if (!found) {
    throw new Failure("Firefox was not found. Install it (Debian: apt-get install firefox-esr) or set FIREFOX to its path.", 2);
  }
  return found;
}
