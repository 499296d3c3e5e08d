// Results put together where objects are cheap to make: told piece by piece, one call for each.
const VERDICTS = ["eligible", "not-eligible", "undetermined", "needs-judgement"];
let standings = [];
let failed = [];
let next = [];

/** A failed requirement of the track whose verdict comes next. */
export function tellFailed(ids, at) {
  failed.push(ids[at]);
}

/** The verdict over the next track. */
export function tellVerdict(verdict) {
  standings.push({ verdict: VERDICTS[verdict], failed });
  failed = [];
}

/** A fact whose answer can still change something. */
export function tellNext(fact) {
  next.push(fact);
}

/** What was told of the tracks. */
export function takeStandings() {
  const told = standings;
  standings = [];
  return told;
}

/** What was told of a step of an interview. */
export function takeStep() {
  const told = { standings: takeStandings(), next };
  next = [];
  return told;
}
