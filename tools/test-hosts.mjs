// npm run test:hosts: the built page on every server that README configures. Installs no server.

import { join } from "node:path";
import { ALL_HOSTS, checkHosts, startHosts } from "../e2e/hosts/servers.mjs";
import { DIST, prepareRelease } from "./build.mjs";
import { Failure, main, run, step } from "./console.mjs";
import { ROOT, checkNode, prepareChromium } from "./toolchain.mjs";

main(async () => {
  checkNode();
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !ALL_HOSTS.includes(name));
  if (unknown) throw new Failure(`There is no host “${unknown}”. Usage: npm run test:hosts -- [${ALL_HOSTS.join("|")}]…`, 2);
  const wanted = named.length > 0 ? named : ALL_HOSTS;

  step("Tools");
  checkHosts(wanted);
  const browser = await prepareChromium();
  await prepareRelease();

  step("Hosts");
  const { hosts, stop } = await startHosts(wanted, DIST);
  try {
    const cli = join(ROOT, "node_modules", "@playwright", "test", "cli.js");
    await run(process.execPath, [cli, "test", "--config", join(ROOT, "e2e", "hosts", "playwright.config.mjs")], {
      env: { ...process.env, CHROMIUM: browser.chromium, CHROMEDRIVER: browser.chromedriver, E2E_HOSTS: JSON.stringify(hosts) },
      trouble: "The page does not do what it should on one of the hosts",
    });
  } finally {
    await stop();
  }
});
