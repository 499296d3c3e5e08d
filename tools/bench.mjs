// npm run bench: this engine beside its peers, in the benchmark of a folder of its own (its README says
// what it measures and what it needs). This script puts ours among the peers and runs all of them.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { MODULE, buildModule } from "./build-module.mjs";
import { Failure, main, run, say, step } from "./console.mjs";
import { ROOT, checkNode, prepareBindgen, prepareNode, prepareRust } from "./toolchain.mjs";

main(async () => {
  checkNode();
  const peers = resolve(process.env.PEERS ?? join(ROOT, "..", "shared", "bench", "peers"));
  const home = process.env.PEERS_HOME ?? join(homedir(), ".cache", "peers");
  const script = join(peers, "run.sh");
  if (!existsSync(script)) throw new Failure(`There is no benchmark in ${peers}. Set PEERS to the folder that holds its run.sh.`, 2);
  if (!existsSync(join(home, "node_modules"))) {
    throw new Failure(`The peers are not installed in ${home}. Do what ${join(peers, "README.md")} says, or set PEERS_HOME.`, 2);
  }
  const all = /^peers=\("\$@"\);.*peers=\(([^)]*)\)/m.exec(readFileSync(script, "utf8"));
  if (!all) throw new Failure(`${script} has changed its form: its list of peers was not found.`);
  const named = process.argv.slice(2);
  const wanted = named.length > 0 ? named : [...all[1].split(/\s+/).filter(Boolean), "ours"];

  step("Tools");
  await prepareNode();
  await prepareRust();
  await prepareBindgen();
  step("Module");
  await buildModule();
  step("Benchmark");
  // The script of the peers runs what lies there.
  mkdirSync(join(home, "src"), { recursive: true });
  copyFileSync(join(ROOT, "bench", "ours.mjs"), join(home, "src", "ours.mjs"));
  const env = { ...process.env, PEERS_HOME: home, OURS_MODULE: MODULE, OURS_PACK: join(ROOT, "bench", "article-8.json") };
  await run("bash", [script, ...wanted], { env, trouble: "The benchmark did not finish" });
  if (!wanted.includes("ours")) return;
  step("Bytes of ours to a browser (kB = 1000 bytes)");
  for (const name of readdirSync(MODULE).filter((name) => !name.endsWith(".d.ts"))) {
    const bytes = readFileSync(join(MODULE, name));
    const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map(({ length }) => (length / 1000).toFixed(1));
    say(`${name}: ${sizes[0]}, gzip ${sizes[1]}, brotli ${sizes[2]}`);
  }
});
