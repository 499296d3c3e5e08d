// Storage that refuses, fills up, or is shared by two tabs: said clearly, and nothing is lost while
// the tab is open.

import { readFile } from "node:fs/promises";
import { JIANGSU, WORDS, answer, begin, sectionOf } from "./journey.mjs";
import { axe, expect, open, test } from "./support.mjs";

const zh = WORDS.zh;
const yes = (page, fact) => page.locator(`#q-${fact}`).getByLabel(zh["answer.yes"], { exact: true });
const savedAt = (page) => expect(page.locator(".bar-saved")).toContainText(/\d\d:\d\d/);

async function exported(page) {
  const waiting = page.waitForEvent("download");
  await page.locator(".bar-saved").getByRole("button", { name: zh["frame.export"] }).click();
  return JSON.parse(await readFile(await (await waiting).path(), "utf8"));
}

/** Found out only when something is to be saved: that nothing is there the browser tells without opening it. */
const LATE = "does not open";

const REFUSALS = {
  "is forbidden": () => {
    const refuse = () => new DOMException("The operation is insecure.", "SecurityError");
    IDBFactory.prototype.databases = () => Promise.reject(refuse());
    IDBFactory.prototype.open = () => {
      throw refuse();
    };
  },
  [LATE]: () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function () {
      const request = open.call(this, `x${Math.random()}`, 1);
      request.addEventListener("upgradeneeded", () => request.transaction.abort());
      return request;
    };
  },
  "is not there": () => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  },
};

for (const [what, refuse] of Object.entries(REFUSALS)) {
  test(`storage that ${what}: said, everything else works, the file is offered`, async ({ page }) => {
    await page.addInitScript(refuse);
    await open(page);
    if (what !== LATE) await expect(page.locator("#main")).toContainText(zh["start.no-storage"]);
    await begin(page, JIANGSU);
    await answer(page, JIANGSU, "legal-person", true);
    const said = page.locator(".bar-saved");
    await expect(said).toHaveAttribute("role", "alert");
    await expect(said).toContainText(zh["frame.not-saved"]);
    expect(await axe(page, ".bar")).toEqual([]);

    await sectionOf(page, JIANGSU, "net-profit-y1");
    await answer(page, JIANGSU, "net-profit-y1", "300");
    await sectionOf(page, JIANGSU, "legal-person");
    await expect(yes(page, "legal-person")).toBeChecked();
    const { dossier } = await exported(page);
    expect(dossier.answers).toMatchObject({ "legal-person": true, "net-profit-y1": { value: "300" } });
  });
}

const FULL = {
  "says so at once": () => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      if (globalThis.full) throw new DOMException("No room.", "QuotaExceededError");
      return put.apply(this, args);
    };
  },
  "says so at the end": () => {
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () {
      if (!globalThis.full) return commit.call(this);
      Object.defineProperty(this, "error", { value: new DOMException("No room.", "QuotaExceededError") });
      return this.abort();
    };
  },
};

for (const [when, fill] of Object.entries(FULL)) {
  test(`storage that is full and ${when}: nothing is lost, and all is saved once there is room`, async ({ page }) => {
    await page.addInitScript(fill);
    await begin(page, JIANGSU);
    await answer(page, JIANGSU, "legal-person", true);
    await savedAt(page);
    const set = (full) => page.evaluate((now) => { globalThis.full = now; }, full);
    await set(true);
    await answer(page, JIANGSU, "established-on", "2015-03-15");
    await expect(page.locator(".bar-saved")).toContainText(zh["frame.not-saved-full"]);
    expect((await exported(page)).dossier.answers["established-on"]).toBe("2015-03-15");

    await set(false);
    await answer(page, JIANGSU, "registration-province", "jiangsu");
    await savedAt(page);
    await page.reload();
    await expect(page.locator("#q-established-on-in")).toHaveValue("2015-03-15");
    await expect(yes(page, "legal-person")).toBeChecked();
  });
}

/** Two tabs that hear nothing of each other, as where one of them sleeps. */
async function deafTabs(page, context) {
  await context.addInitScript(() => {
    globalThis.BroadcastChannel = class {
      constructor() {
        throw new DOMException("not here", "NotSupportedError");
      }
    };
  });
  await begin(page, JIANGSU);
  await savedAt(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator("#q-legal-person")).toBeVisible();
  return other;
}

test("what was entered in the last moment is there again", async ({ page }) => {
  await page.addInitScript(() => {
    // From the moment that a test says so, the database never answers: the window closes before.
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...asked) {
      const request = open.apply(this, asked);
      return sessionStorage.getItem("mute") ? new Proxy(request, { set: () => true }) : request;
    };
  });
  await begin(page, JIANGSU);
  await savedAt(page);
  await page.evaluate(() => sessionStorage.setItem("mute", "yes"));
  await page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true }).check();
  await page.evaluate(() => addEventListener("pagehide", () => sessionStorage.removeItem("mute")));
  await page.reload();
  await expect(page.locator("#q-legal-person").getByLabel(zh["answer.yes"], { exact: true })).toBeChecked();
  await savedAt(page);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("unsaved:")))).toEqual([]);
});

test("a tab that missed what the other saved takes it over instead of overwriting it", async ({ page, context }) => {
  const other = await deafTabs(page, context);
  await answer(page, JIANGSU, "legal-person", true);
  await savedAt(page);
  await answer(other, JIANGSU, "established-on", "2015-03-15");
  await expect(yes(other, "legal-person")).toBeChecked();
  await expect(other.locator(".toasts")).toContainText(zh["toast.elsewhere"]);
  await savedAt(other);
  await page.reload();
  await expect(yes(page, "legal-person")).toBeChecked();
  await expect(page.locator("#q-established-on-in")).toHaveValue("2015-03-15");
  await page.goto("#/dossiers");
  await expect(page.locator("table tbody tr")).toHaveCount(1);
});

test("where two tabs answer the same question differently, both are kept and that is said", async ({ page, context }) => {
  const other = await deafTabs(page, context);
  await answer(page, JIANGSU, "established-on", "2015-03-15");
  await savedAt(page);
  await answer(other, JIANGSU, "established-on", "2016-04-16");
  const copy = "（另一标签页的改动）";
  await expect(other.locator(".toasts").getByRole("alert")).toContainText(copy);
  await expect(other.locator("#q-established-on-in")).toHaveValue("2015-03-15");
  await other.goto("#/dossiers");
  await expect(other.locator("table tbody tr")).toHaveCount(2);
  await other.reload();
  const row = other.locator("table tbody tr", { hasText: copy });
  await expect(row).toHaveCount(1);
  await row.getByRole("link").first().click();
  await sectionOf(other, JIANGSU, "established-on");
  await expect(other.locator("#q-established-on-in")).toHaveValue("2016-04-16");
});
