// What the types of the module allow, and what they must refuse. Only compiled, never run.
import init, { Pack, Rules, check, initSync } from "../../dist-module/alliance_check.js";
import type { Answer, Assessment, Diagnostic, Explanation, Facts, Sheet, Standing, Step, Verdict } from "../../dist-module/alliance_check.js";

await init();
initSync({ module: new Uint8Array() });
const diagnostics: Diagnostic[] = check("{}");
const hint: string = diagnostics[0]!.hint.en;
const pack = new Pack("{}");
const facts: Facts = {
  flag: true,
  option: "own",
  amount: { value: "500", unit: "万元" },
  several: ["a", "b"],
  records: [{ kind: "credit", "listed-on": "2025-01-01", "still-listed": false }],
  unknown: { unknown: true },
};
const found: Assessment = pack.assess("ql-member", facts, { on: "2026-11-20", filing: "2026-12-01" });
const verdict: Verdict = found.verdict;
const why: Explanation[] = pack.explain("ql-member", facts, { on: "2026-11-20" });
const one: Explanation[] = pack.explain("ql-member", facts, { on: "2026-11-20" }, "ql-sales");
const rules = new Rules({ on: "2026-11-20" });
rules.add(pack, "ql-member");
const sheet: Sheet = rules.read(facts);
const standings: Standing[] = rules.decide(sheet);
const step: Step = rules.session().set("garden", "own");
const back: string[] = rules.session().set("garden", null).next;
export const used = [hint, verdict, why, one, standings, step, back];

// @ts-expect-error A pack is text, not an object.
new Pack({});
// @ts-expect-error An amount is text, not a number.
export const amount: Answer = { value: 500, unit: "万元" };
// @ts-expect-error An amount has a unit.
export const bare: Answer = { value: "500" };
// @ts-expect-error A number is no answer.
export const number: Answer = 500;
// @ts-expect-error Dates are named.
pack.assess("ql-member", facts, "2026-11-20");
// @ts-expect-error There is no date of assessment.
pack.assess("ql-member", facts, { filing: "2026-11-20" });
// @ts-expect-error There is no such verdict.
export const wrong: Verdict = "rejected";
// @ts-expect-error There is no such field.
export const none = found.score;
// @ts-expect-error A sheet is read by rules, not written.
rules.decide(facts);
// @ts-expect-error What is missing is left out or null.
rules.session().set("garden");
