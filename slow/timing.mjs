// npm run timing: how long a person with a slow telephone waits, here and beside the page's peers, in
// one run and turn by turn. It is a measurement: it prints a table and fails at nothing it finds.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import util from "node:util";
import { checkHosts, startHosts } from "../e2e/hosts/servers.mjs";
import { DIST, prepareRelease } from "../tools/build.mjs";
import { Failure, main, say, step } from "../tools/console.mjs";
import { CHROMIUM_FLAGS, checkNode, prepareChromium, prepareSlow } from "../tools/toolchain.mjs";

/** Each at its own path of one host. */
const PAGES = [
  {
    name: "this page",
    path: "page/",
    way: ['#main a[href$="#/track/jiangsu/js-lib-m"]', "button.main"],
    answers: ".q:first-of-type label.opt",
    again: "place",
    ready: () => navigator.serviceWorker.controller !== null,
  },
  { name: "a minimal Yew page", path: "yew/", way: [], answers: ".q label", again: "address" },
  { name: "SurveyJS 2.5.38, one form", path: "survey/", way: [], answers: ".sd-question label.sd-selectbase__label", again: "address" },
];

main(async () => {
  checkNode();
  const rounds = wantedRounds();
  step("Tools");
  checkHosts(["nginx"]);
  const { chromium } = await prepareChromium();
  await prepareSlow();
  await prepareRelease();
  const sites = mkdtempSync(join(tmpdir(), "alliance-timing-"));
  try {
    step("Peers");
    // Only now: the packages they need may just have been installed.
    const { buildSurvey, buildYew } = await import("./timing/peers.mjs");
    cpSync(DIST, join(sites, "page"), { recursive: true });
    await buildYew(join(sites, "yew"));
    await buildSurvey(join(sites, "survey"));

    step("Host");
    const { hosts, stop } = await startHosts(["nginx"], sites);
    try {
      step(`${rounds} rounds`);
      print(await measure(chromium, hosts[0].origin, rounds));
    } finally {
      await stop();
    }
  } finally {
    rmSync(sites, { recursive: true, force: true });
  }
});

async function measure(chromium, origin, rounds) {
  const { default: puppeteer } = await import("puppeteer-core");
  const { visit } = await import("./timing/visit.mjs");
  const results = PAGES.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, page] of PAGES.entries()) {
      const browser = await puppeteer.launch({ executablePath: chromium, args: CHROMIUM_FLAGS });
      try {
        const result = await visit(browser, { ...page, address: `${origin}/${page.path}` });
        results[at].push(result);
        say(`${page.name}: ${Math.round(result.question)} ms, again ${Math.round(result.second)} ms, taps ${result.atOnce} / ${result.later.join(" ")} ms`);
      } finally {
        await browser.close();
      }
    }
  }
  return results;
}

function print(results) {
  const rows = PAGES.map(({ name }, at) => {
    const of = (each) => spread(results[at].map(each));
    const laters = results[at].flatMap(({ later }) => later);
    const bytes = Math.round(median(results[at].map(({ bytes }) => bytes)) / 1000);
    const start = results[at][0].start === results[at][0].question ? "–" : of(({ start }) => start);
    const cells = [`${bytes} kB`, start, of(({ question }) => question), of(({ second }) => second), of(({ atOnce }) => atOnce), spread(laters)];
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  console.log(`\nMilliseconds: median (least–most) of ${results[0].length} rounds.\n`);
  console.log("| | Bytes until the first question | Start page usable | First question usable | The same, second visit | First tap, at once | Later taps |");
  console.log("| --- | --: | --: | --: | --: | --: | --: |");
  console.log(rows.join("\n"));
}

function spread(numbers) {
  const round = (number) => String(Math.round(number));
  return `${round(median(numbers))} (${round(Math.min(...numbers))}–${round(Math.max(...numbers))})`;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function wantedRounds() {
  const usage = "Usage: npm run timing -- [--rounds N]";
  let text;
  try {
    text = util.parseArgs({ options: { rounds: { type: "string", default: "7" } } }).values.rounds;
  } catch (error) {
    throw new Failure(`${error.message} ${usage}`, 2);
  }
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Failure(`--rounds takes a number from 1, not “${text}”. ${usage}`, 2);
  return rounds;
}
