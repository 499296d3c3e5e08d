// The module under Node: what every function gives is what the command line gives, for every track of
// every pack; what cannot be used is thrown; rules that decide at once agree with the assessment.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, TARGET_DIR } from "../../tools/toolchain.mjs";

const MODULE = join(ROOT, "dist-module");
const PACKS = join(ROOT, "static", "packs");
const DATES = { on: "2026-11-20", filing: "2026-12-15" };

const engine = await import(join(MODULE, "alliance_check.js"));
engine.initSync({ module: readFileSync(join(MODULE, "alliance_check_bg.wasm")) });
const { Pack, Rules, check } = engine;

const text = (name) => readFileSync(join(PACKS, name), "utf8");
const packs = JSON.parse(text("index.json")).packs.map(({ file }) => new Pack(text(file)));
const tracks = packs.flatMap((pack) => pack.tracks().map(({ id }) => ({ pack, id })));

/** The whole answers of a track's scenarios. */
const complete = (id) => JSON.parse(readFileSync(join(ROOT, "tests", "scenarios", `${id}.json`), "utf8")).complete;

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "alliance-check-"));
});
after(() => rmSync(folder, { recursive: true }));

/** What the command line prints. */
function packsCommand(...args) {
  const { status, stdout, stderr } = spawnSync(join(TARGET_DIR, "debug", "packs"), args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1e8 });
  return { status, stdout, stderr };
}

function printed(...args) {
  const { status, stdout, stderr } = packsCommand(...args);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test("every track: facts, assess and explain give what the command line prints", () => {
  assert.equal(tracks.length, 19);
  for (const { pack, id } of tracks) {
    assert.deepEqual(pack.facts(id), printed("facts", pack.id, id), id);
    const whole = complete(id);
    const half = Object.fromEntries(Object.entries(whole).filter((_, at) => at % 2 === 0));
    for (const [name, facts] of Object.entries({ whole, half, none: {} })) {
      const file = join(folder, `${id}-${name}.json`);
      writeFileSync(file, JSON.stringify(facts));
      const of = [pack.id, id, file, "--on", DATES.on, "--filing", DATES.filing];
      assert.deepEqual(pack.assess(id, facts, DATES), printed("assess", ...of), `${id} ${name}`);
      if (name === "half") assert.deepEqual(pack.explain(id, facts, DATES), printed("explain", ...of), id);
    }
  }
});

test("an explanation of one requirement is that one of all", () => {
  const [{ pack, id }] = tracks;
  const all = pack.explain(id, complete(id), DATES);
  assert.deepEqual(pack.explain(id, complete(id), DATES, all[3].id), [all[3]]);
});

test("a pack is checked with every fault, place and hint, as the command line tells them", () => {
  assert.deepEqual(check(text("jilin.json")), []);
  const broken = JSON.parse(text("jilin.json"));
  broken.version = "";
  broken.tracks[0].requirements[0].cite = ["nowhere"];
  broken.tracks[0].sections[0].facts[0] = "legal-persom";
  const file = join(folder, "broken.json");
  writeFileSync(file, JSON.stringify(broken));
  const faults = check(JSON.stringify(broken));
  assert.ok(faults.length >= 3, JSON.stringify(faults));
  const { status, stderr } = packsCommand("check", file);
  assert.equal(status, 2);
  for (const { place, message, hint } of faults) {
    const told = `${file}: ${place}\n  ${message.zh}\n  ${hint.zh}\n  ${message.en}\n  ${hint.en}\n`;
    assert.ok(stderr.includes(told), told);
  }
  assert.ok(stderr.endsWith(`${faults.length} faults\n`), stderr);
});

test("what cannot be used is thrown as an Error that says what, where and what to do", () => {
  const [{ pack, id }] = tracks;
  const rules = new Rules(DATES);
  rules.add(pack, id);
  const session = rules.session();
  const round = {};
  round.round = round;
  let deep = {};
  for (let at = 0; at < 10_000; at += 1) deep = { deep };
  const rows = [
    [() => check(undefined), "pack: is of type undefined; give a string"],
    [() => new Pack({}), "pack: is of type object; give a string"],
    [() => new Pack("{"), "pack: ?: cannot be read: EOF"],
    [() => new Pack("{}"), "compare the place with the pack format"],
    [() => pack.facts("js-lib-x"), "track: no track named `js-lib-x`; there are: js-lib-m"],
    [() => pack.facts(), "track: is of type undefined; give a string"],
    [() => pack.assess(id, {}, {}), "dates: missing field `on`"],
    [() => pack.assess(id, {}), "dates: is no JSON (nothing was given); give a plain object"],
    [() => pack.assess(id, {}, { on: "today" }), "dates.on: `today` is no date; write 2026-11-20"],
    [() => pack.assess(id, {}, { on: "2026-11-20", filing: "2026-11-19" }), "dates.filing: lies before on"],
    [() => pack.assess(id, {}, { on: "2026-11-20", filed: "2026-11-20" }), "dates: unknown field `filed`"],
    [() => pack.assess(id, [], DATES), "facts: invalid type: sequence, expected a JSON object"],
    [() => pack.assess(id, null, DATES), "facts: invalid type: null, expected a JSON object"],
    [() => pack.assess(id, () => {}, DATES), "facts: is no JSON (nothing was given)"],
    [() => pack.assess(id, round, DATES), "facts: is no JSON (Converting circular structure"],
    [() => pack.assess(id, deep, DATES), "facts: "],
    [() => pack.assess(id, { n: 1n }, DATES), "facts: is no JSON (Do not know how to serialize a BigInt)"],
    [() => pack.assess(id, { weather: true }, DATES), "facts: weather: no such fact; "],
    [() => pack.assess(id, { "legal-persom": true }, DATES), "facts: legal-persom: no such fact; did you mean `legal-person`?"],
    [() => pack.assess(id, { "legal-person": "yes" }, DATES), "facts: legal-person: wrong type; write true or false"],
    [() => pack.assess(id, { "legal-person": NaN }, DATES), "facts: legal-person: no answer has this JSON shape; write true or false"],
    [() => pack.assess(id, { "established-on": "2023-02-29" }, DATES), 'established-on: not a date; write a day as "2026-11-20"'],
    [() => pack.assess(id, { "registration-province": "mars" }, DATES), "registration-province: no such option; write one of: "],
    [() => pack.assess(id, { "product-sales-y1": { value: 5, unit: "万元" } }, DATES), 'product-sales-y1: no answer has this JSON shape; write {"value": "123.4", "unit": "万元"}'],
    [() => pack.explain(id, {}, DATES, "js-x"), "node: no requirement or exemption `js-x`; there are: js-g1a"],
    [() => pack.explain(id, {}, DATES, 7), "node: is of type number; give a string"],
    [() => new Rules(), "dates: is no JSON"],
    [() => rules.add(pack, "nothing"), "track: no track named `nothing`"],
    [() => rules.add({}, id), "expected instance of Pack"],
    [() => rules.read({ weather: true }), "facts: weather: no such fact"],
    [() => rules.read({ "legal-person": 1, "goods-class": "x" }), "facts: goods-class: no such option"],
    [() => rules.decide({}), "expected instance of Sheet"],
    [() => session.set("weather", true), "weather: no such fact"],
    [() => session.set("legal-person", "yes"), "legal-person: wrong type; write true or false"],
    [() => session.set("legal-person", 5), "legal-person: wrong type; write true or false"],
    [() => session.set("legal-person"), "answer: is no JSON (nothing was given)"],
    [() => session.set(undefined, true), "fact: is of type undefined"],
  ];
  for (const [call, told] of rows) {
    assert.throws(call, (error) => error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && error.message.includes(told), `${call}: ${told}`);
  }
  // Nothing of it was a panic: the module goes on.
  assert.equal(pack.assess(id, complete(id), DATES).verdict, "eligible");
  assert.equal(session.step().standings[0].verdict, "undetermined");
});

test("every fault of the facts is thrown at once", () => {
  const [{ pack, id }] = tracks;
  const facts = { weather: true, "legal-person": 7, "established-on": "soon" };
  assert.throws(
    () => pack.assess(id, facts, DATES),
    ({ message }) => message.split("\n").length === 3 && Object.keys(facts).every((fact) => message.includes(`facts: ${fact}: `)),
  );
});

/** What the assessment says of what rules say at once. */
function standing({ verdict, requirements }) {
  return { verdict, failed: requirements.filter(({ status }) => status === "failed").map(({ id }) => id) };
}

test("a session agrees with the assessment after every answer, and a sheet at the end", () => {
  for (const { pack, id } of tracks) {
    const rules = new Rules(DATES);
    rules.add(pack, id);
    const session = rules.session();
    const asked = new Set(pack.facts(id).filter(({ role }) => role === "question").map((fact) => fact.id));
    const facts = {};
    const compare = ({ standings, next }, told) => {
      const found = pack.assess(id, facts, DATES);
      assert.deepEqual(standings, [standing(found)], told);
      assert.deepEqual(next.filter((fact) => asked.has(fact)), found.wanted, told);
    };
    compare(session.step(), id);
    for (const [fact, answer] of Object.entries(complete(id))) {
      facts[fact] = answer;
      compare(session.set(fact, answer), `${id}, after ${fact}`);
    }
    assert.deepEqual(rules.decide(rules.read(facts)), [standing(pack.assess(id, facts, DATES))], id);
    for (const fact of Object.keys(facts).filter((_, at) => at % 3 === 0)) {
      delete facts[fact];
      compare(session.set(fact, null), `${id}, without ${fact}`);
    }
  }
});

test("one organisation against several alliances: the same answers, a verdict for each track", () => {
  const wanted = ["js-lib-m", "sb-ent", "xj-mem"];
  const rules = new Rules(DATES);
  const own = tracks.filter(({ id }) => wanted.includes(id));
  own.forEach(({ pack, id }) => rules.add(pack, id));
  const facts = Object.assign({}, ...own.map(({ id }) => complete(id)));
  const alone = own.map(({ pack, id }) => {
    const asked = new Set(pack.facts(id).map((fact) => fact.id));
    return standing(pack.assess(id, Object.fromEntries(Object.entries(facts).filter(([fact]) => asked.has(fact))), DATES));
  });
  assert.deepEqual(rules.decide(rules.read(facts)), alone);
  const session = rules.session();
  for (const [fact, answer] of Object.entries(facts)) session.set(fact, answer);
  assert.deepEqual(session.step().standings, alone);
});

test("a sheet read by other rules says what it says: what it lacks is open", () => {
  const [first, second] = ["js-lib-m", "js-lib-s"].map((id) => {
    const rules = new Rules(DATES);
    rules.add(packs[0], id);
    return rules;
  });
  const [whole, other] = [complete("js-lib-m"), "js-lib-s"];
  const asked = new Set(packs[0].facts(other).map(({ id }) => id));
  const shared = Object.fromEntries(Object.entries(whole).filter(([fact]) => asked.has(fact)));
  assert.deepEqual(second.decide(first.read(whole)), [standing(packs[0].assess(other, shared, DATES))]);
});

test("tracks that were added later are not in sessions begun before", () => {
  const rules = new Rules(DATES);
  rules.add(packs[0], "js-lib-m");
  const session = rules.session();
  rules.add(packs[0], "js-mem");
  assert.equal(session.step().standings.length, 1);
  assert.equal(rules.session().step().standings.length, 2);
});

test("the module is no part of the page", () => {
  const page = readFileSync(join(ROOT, "index.html"), "utf8");
  assert.deepEqual([...page.matchAll(/data-bin="([^"]+)"/g)].map(([, name]) => name), ["app", "export_worker"]);
  const dist = join(ROOT, "dist");
  if (!existsSync(dist)) return;
  const served = readdirSync(dist, { recursive: true });
  assert.deepEqual(served.filter((path) => path.endsWith(".wasm")).map((path) => path.split("-")[0]).sort(), ["app_bg", "app_rest", "export_worker_bg"]);
  assert.ok(!served.some((path) => path.includes("alliance_check")), "the module is in dist/");
});
