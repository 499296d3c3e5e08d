// A page that uses the engine: one control for each question, a verdict after every answer.
import init, { Pack, Rules } from "../../dist-module/alliance_check.js";

const TRACK = "ql-member";
const DATES = { on: "2026-02-01" };

await init();
const pack = new Pack(await (await fetch("../example-pack.json")).text());
const rules = new Rules(DATES);
rules.add(pack, TRACK);
const session = rules.session();

const place = (id) => document.getElementById(id);
const [track] = pack.tracks();
place("name").textContent = track.name.en;

/** What was answered, for the reasons that only a whole assessment gives. */
const facts = {};

for (const fact of pack.facts(TRACK).filter(({ role }) => role === "question")) {
  const label = document.createElement("label");
  label.dataset.fact = fact.id;
  label.append(fact.question.en, control(fact));
  place("questions").append(label);
}
show(session.step());

function control(fact) {
  const field = document.createElement(fact.options ? "select" : "input");
  if (fact.options) {
    field.append(new Option("—", ""), ...fact.options.map(({ id, label }) => new Option(label.en, id)));
  } else {
    field.type = fact.kind === "date" ? "date" : "text";
    field.placeholder = fact.unit ?? "";
  }
  field.addEventListener("change", () => answer(fact, field.value));
  return field;
}

function answer(fact, text) {
  const given = fact.unit ? { value: text, unit: fact.unit } : text;
  place("fault").hidden = true;
  try {
    const step = session.set(fact.id, text === "" ? null : given);
    if (text === "") delete facts[fact.id];
    else facts[fact.id] = given;
    show(step);
  } catch (error) {
    place("fault").textContent = error.message;
    place("fault").hidden = false;
  }
}

function show({ standings: [standing], next }) {
  place("verdict").textContent = standing.verdict;
  for (const label of document.querySelectorAll("label")) label.dataset.open = next.includes(label.dataset.fact);
  const reasons = pack.assess(TRACK, facts, DATES).requirements.filter(({ id }) => standing.failed.includes(id));
  place("failed").replaceChildren(
    ...reasons.map(({ citation, reason }) => {
      const item = document.createElement("li");
      item.textContent = [citation?.label, reason?.en].filter(Boolean).join(": ");
      return item;
    }),
  );
}
