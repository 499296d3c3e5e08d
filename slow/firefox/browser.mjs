// Debian's or any other stock Firefox, driven over WebDriver BiDi, and a person at it.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { JIANGSU, WORDS } from "../../e2e/journey.mjs";
import { findFirefox } from "./find.mjs";

const PATIENCE = 30_000;

/** Starts Firefox without a window, as somebody in China has it. Files are saved without a question. */
export async function startFirefox() {
  const folder = mkdtempSync(join(tmpdir(), "alliance-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: {
      "browser.download.dir": folder,
      "browser.download.folderList": 2,
      "browser.download.always_ask_before_handling_new_types": false,
      "intl.accept_languages": "zh-CN, zh",
    },
  });
  return {
    version: await browser.version(),
    /** Somebody who was never at the page before. */
    newPerson: async () => new Person(await (await browser.createBrowserContext()).newPage(), folder),
    stop: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a person at the page does and sees. What they wait for comes, or the test fails. */
class Person {
  /** What was asked of the network, and what went wrong. */
  requests = [];
  faults = [];

  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    page.setDefaultTimeout(PATIENCE);
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.faults.push(message.text()));
  }

  async open(address) {
    await this.page.setViewport({ width: 1280, height: 900 });
    await this.page.evaluateOnNewDocument(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
      });
    });
    await this.page.goto(address);
    await this.sees('html[data-app="started"]');
  }

  async reload() {
    await this.page.reload();
    await this.sees('html[data-app="started"]');
  }

  /** Waits until one of the elements is there and says `text`. */
  async sees(selector, text = "") {
    const shows = (selector, text) => {
      const seen = [...document.querySelectorAll(selector)];
      return seen.some((element) => element.textContent.includes(text) && (element.checkVisibility() || !element.parentElement));
    };
    await this.page.waitForFunction(shows, {}, selector, text).catch((error) => {
      throw new Error(`“${text}” never came in ${selector}: ${error.message}`);
    });
  }

  /** Waits until there are exactly so many of them. */
  async counts(selector, number) {
    const shows = (selector, number) => document.querySelectorAll(selector).length === number;
    await this.page.waitForFunction(shows, {}, selector, number).catch(async () => {
      assert.equal((await this.page.$$(selector)).length, number, selector);
    });
  }

  /** The first of the elements that says `text`, or at least begins with it, once it has come. */
  async find(selector, text) {
    const shows = (selector, text) => {
      const all = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
      const says = (element) => element.textContent.trim();
      return all.find((element) => says(element) === text) ?? all.find((element) => says(element).startsWith(text));
    };
    const found = await this.page.waitForFunction(shows, {}, selector, text).catch((error) => {
      throw new Error(`No “${text}” among ${selector}: ${error.message}`);
    });
    return found.asElement();
  }

  async click(selector, text) {
    const found = await this.find(selector, text);
    await found.click();
  }

  /** Ticks what a label of the question names. */
  async tick(question, text) {
    const label = await this.find(`${question} label`, text);
    await label.click();
    await this.page.waitForFunction((label) => label.querySelector("input").checked, {}, label);
  }

  async type(field, text) {
    const input = await this.page.waitForSelector(field, { visible: true });
    await input.click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Tab");
  }

  /** From the start page to the first question of a track. */
  async begin({ track }) {
    await this.click("#main a", track.name.zh);
    await this.sees("#main h1", track.name.zh);
    await this.click("button", WORDS.zh["track.start"]);
    await this.sees(".q");
  }

  /** Answers one question that is on the page. */
  async answer(journey, name, value, lang = "zh") {
    const question = `#q-${name}`;
    const { kind } = journey.fact(name);
    const label = (choice, id) => choice.options.find((option) => option.id === id).label[lang];
    await this.sees(question);
    if (kind === "yes-no") await this.tick(question, WORDS[lang][value ? "answer.yes" : "answer.no"]);
    else if (kind.choice) {
      if (await this.page.$(`${question} select`)) await this.page.select(`${question} select`, value);
      else await this.tick(question, label(kind.choice, value));
    } else if (kind.choices) {
      for (const option of value) await this.tick(question, label(kind.choices, option));
    } else if (kind.records) {
      const says = (label) => label.evaluate((element) => element.textContent.trim());
      for (const each of await this.page.$$(`${question} label`)) {
        if ((await says(each)) === WORDS[lang]["answer.no-record"]) await each.click();
      }
    } else await this.type(`${question}-in`, value);
  }

  /** Answers every question that is asked, section by section, and arrives at the verdict. */
  async answerAll(journey, answers, lang = "zh") {
    const { sections } = journey.track;
    for (const [at, section] of sections.entries()) {
      await this.sees("#main h1", section.title[lang]);
      for (const name of section.facts) {
        if (name in answers) await this.answer(journey, name, answers[name], lang);
      }
      await this.click(".pager a", WORDS[lang][at === sections.length - 1 ? "interview.to-verdict" : "interview.next"]);
    }
    await this.sees(".verdict");
  }

  /** Goes to a step of the case by the step list. */
  async step(number) {
    const links = await this.page.$$("nav.steps a");
    await links[number - 1].click();
  }

  /** Goes to another page of the site. */
  async go(hash) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
  }

  /** Clicks what saves a file; its path, once it is whole. */
  async download(text, ending) {
    const before = new Set(readdirSync(this.folder));
    await this.click("button", text);
    for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
      const now = readdirSync(this.folder);
      const found = now.find((name) => !before.has(name) && name.endsWith(ending));
      if (found && !now.some((name) => name.endsWith(".part"))) return join(this.folder, found);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`No file ending in ${ending} was saved.`);
  }

  /** Nothing went to another origin and nothing went wrong, save what is named. */
  isClean(origin, ...allowed) {
    const foreign = this.requests.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).origin !== origin);
    assert.deepEqual(foreign, [], "requests that left the origin");
    assert.deepEqual(this.faults.filter((text) => !allowed.some((pattern) => pattern.test(text))), [], "errors in the page");
  }
}

/** The address of a section of a case whose page is open. */
export function sectionHash(url, name) {
  const [, dossier] = new URL(url).hash.match(/^#\/case\/([^/]+)/);
  const section = JIANGSU.track.sections.find(({ facts }) => facts.includes(name));
  return `#/case/${dossier}/answer/${section.id}`;
}
