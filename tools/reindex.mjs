// npm run reindex -- SITE: after a pack of a built site was changed or added in place. Catalogue, slices,
// what is kept off-line and the compressed files are made to belong together again; no program is built.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPacks } from "./build.mjs";
import { Failure, main, run, say, step } from "./console.mjs";
import { ROOT, TARGET_DIR, checkNode, prepareNode, prepareRust } from "./toolchain.mjs";

/** Makes the files of a site belong together again. */
export async function reindex(site) {
  // Only now: the packages may just have been installed.
  const { writeServiceWorker } = await import("./service-worker.mjs");
  const { compressAll } = await import("./compress.mjs");
  const trouble = "The packs cannot be used as they are; nothing was changed";
  await run(join(TARGET_DIR, "debug", "packs"), ["index", join(site, "packs")], { trouble });
  // Other files are another build: whoever has the one of before on their device is offered this one.
  await writeServiceWorker(site, join(ROOT, "static"));
  await compressAll(site);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    checkNode();
    const [site, ...more] = process.argv.slice(2);
    if (!site || more.length > 0) throw new Failure("Usage: npm run reindex -- SITE, the folder with index.html", 2);
    for (const file of ["index.html", "sw.js", "packs"]) {
      if (!existsSync(join(site, file))) throw new Failure(`${site} is no built site: there is no ${file} in it.`, 2);
    }
    step("Tools");
    await prepareNode();
    await prepareRust();
    await buildPacks();
    step("Site");
    await reindex(site);
    say(`${site} is whole again.`);
  });
}
