// Walking through the page as a person does: find the question, answer it, go on.

import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { open } from "./support.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(`../static/${path}`, import.meta.url), "utf8"));

export const WORDS = { zh: read("locales/zh.json"), en: read("locales/en.json") };
export const JIANGSU = pack("jiangsu.json", "js-lib-m");
export const SHANGHAI = pack("shanghai-cleaner-production.json", "sc-mem");

function pack(file, id) {
  const whole = read(`packs/${file}`);
  return {
    pack: whole,
    track: whole.tracks.find((track) => track.id === id),
    fact: (name) => whole.facts.find((fact) => fact.id === name),
  };
}

/** A manufacturer that meets every condition: consumer goods at exactly the threshold. */
export const MANUFACTURER = {
  "legal-person": true,
  "registration-province": "jiangsu",
  "established-on": "2015-03-15",
  "registration-status": "active",
  "adverse-records": "none",
  compliant: true,
  "operating-well": true,
  "net-profit-y1": "300",
  "net-profit-y2": "120.5",
  "goods-class": "consumer",
  "product-sales-y1": "10000",
  trademark: "registrant",
  "trademark-expiry": "2035-01-01",
  "quality-system": true,
  "standard-advanced": true,
  "standards-role": ["national"],
};

/** A consultancy that meets every condition but uses a contracted laboratory for one. */
export const CONSULTANCY = {
  "legal-person": true,
  "audit-capability": true,
  "sector-commitment": true,
  "quality-assurance-system": true,
  "management-rules": true,
  "material-balance-means": "contracted",
  "energy-water-means": "own",
  "process-technician": "own",
  "audit-technician": "both",
  "adverse-records": "none",
};

/** From the start page to the first question of a track. */
export async function begin(page, { pack, track }) {
  await open(page);
  await page.locator("#main").getByRole("link", { name: track.name.zh }).click();
  await expect(page.locator("#main h1")).toContainText(track.name.zh);
  await page.getByRole("button", { name: WORDS.zh["track.start"] }).click();
  await expect(page.locator(".q").first()).toBeVisible();
}

/** Answers every question that is asked, section by section, and arrives at the verdict. */
export async function answerAll(page, journey, answers, lang = "zh") {
  const { track } = journey;
  for (const [at, section] of track.sections.entries()) {
    await expect(page.locator("#main h1")).toContainText(section.title[lang]);
    for (const name of section.facts) {
      if (name in answers) await answer(page, journey, name, answers[name], lang);
    }
    const last = at === track.sections.length - 1;
    const onward = WORDS[lang][last ? "interview.to-verdict" : "interview.next"];
    await page.locator(".pager").getByRole("link", { name: onward }).click();
  }
  await expect(page.locator(".verdict")).toBeVisible();
}

/** Answers one question that is on the page. */
export async function answer(page, journey, name, value, lang = "zh") {
  const question = page.locator(`#q-${name}`);
  const { kind } = journey.fact(name);
  const words = WORDS[lang];
  if (value === "unknown") {
    await question.getByLabel(words["answer.unknown"], { exact: true }).first().check();
  } else if (kind === "yes-no") {
    await question.getByLabel(words[value ? "answer.yes" : "answer.no"], { exact: true }).check();
  } else if (kind.choice) {
    const select = question.locator("select");
    if (await select.count()) await select.selectOption(value);
    else await question.getByLabel(label(kind.choice, value, lang)).first().check();
  } else if (kind.choices) {
    for (const option of value) await question.getByLabel(label(kind.choices, option, lang)).first().check();
  } else if (kind.records) {
    for (const none of await question.getByLabel(words["answer.no-record"], { exact: true }).all()) await none.check();
  } else {
    await page.locator(`#q-${name}-in`).fill(value);
    await page.locator(`#q-${name}-in`).blur();
  }
}

function label(choice, id, lang) {
  return choice.options.find((option) => option.id === id).label[lang];
}

/** Goes to a step of the case by the step list. */
export async function step(page, number) {
  await page.locator("nav.steps a").nth(number - 1).click();
}

/** Goes to the section that asks a fact. */
export async function sectionOf(page, { track }, name) {
  const section = track.sections.find(({ facts }) => facts.includes(name));
  await page.evaluate((id) => {
    const [, dossier] = location.hash.match(/^#\/case\/([^/]+)/);
    location.hash = `#/case/${dossier}/answer/${id}`;
  }, section.id);
  await expect(page.locator("#main h1")).toContainText(section.title.zh);
}
