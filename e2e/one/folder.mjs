// Puts the one file where a person might: in a folder with a name of its own, and nothing beside it.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ONE } from "../../tools/build-one.mjs";

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), "U盘 100% #1-"));
  const file = join(folder, "联盟准入 自查.html");
  copyFileSync(ONE, file);
  process.env.E2E_ORIGIN = pathToFileURL(file).href;
  return () => rmSync(folder, { force: true, recursive: true });
}
