// A copy of the built site with a server of its own, to be switched off, replaced and damaged.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { DIST } from "../tools/build.mjs";
import { serve } from "../tools/serve.mjs";
import { reindex } from "../tools/reindex.mjs";
import { TARGET_DIR } from "../tools/toolchain.mjs";
import { SUB_PATH, test as base } from "./support.mjs";

/** What the second version is called. */
export const SECOND = { brand: "联盟准入自查·二", version: "2099.1.1" };

/** A copy of the site. */
export async function copySite() {
  const folder = mkdtempSync(join(tmpdir(), "alliance-check-"));
  cpSync(DIST, folder, { recursive: true });
  const { server, origin } = await serve(folder, { mounts: ["/", SUB_PATH] });
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const change = (path, how) => {
    const file = join(folder, path);
    const text = how(readFileSync(file, "utf8"));
    writeFileSync(file, text);
    return text;
  };

  const writeCatalogue = () => execFileSync(join(TARGET_DIR, "debug", "packs"), ["index", join(folder, "packs")]);

  /** Other rules without their catalogue, as a host may have them in the middle of an update. */
  const changePack = () => {
    const text = change("packs/jiangsu.json", (text) => text.replace(/"version": "[^"]+"/, `"version": "${SECOND.version}"`));
    change("packs/index.json", (before) => {
      writeCatalogue();
      return before;
    });
    return text;
  };

  /** The catalogue that belongs to the changed pack. */
  const changeCatalogue = () => {
    writeCatalogue();
    return readFileSync(join(folder, "packs/index.json"), "utf8");
  };

  /** A second version: other words, other rules. */
  const upgrade = async () => {
    changePack();
    change("locales/zh.json", (text) => JSON.stringify({ ...JSON.parse(text), "frame.brand": SECOND.brand }));
    // The first screens take the messages from there, where there are none for them alone.
    rmSync(join(folder, "locales", "first"), { force: true, recursive: true });
    await reindex(folder);
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { folder, origin, stop, change, changePack, changeCatalogue, upgrade, remove };
}

/** Tests of a site of their own, with its service worker. */
export const test = base.extend({
  serviceWorkers: "allow",
  site: async ({}, use) => {
    const site = await copySite();
    await use(site);
    await site.stop();
    site.remove();
  },
  baseURL: async ({ site }, use) => use(site.origin),
});

/** Waits until the page is kept on the device and answered from there. */
export async function kept(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Has the browser look for a new version, as it does by itself from time to time. */
export async function lookForUpdate(page) {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

/** The version of the rules that the page goes by. */
export async function expectRules(page, version) {
  await page.evaluate(() => {
    location.hash = "#/about";
  });
  await expect(page.locator("#about-version ~ dl")).toContainText(version);
}
