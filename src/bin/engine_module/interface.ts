/** A text in both languages. */
export interface Text {
  zh: string;
  en: string;
}

/** What is wrong, where, and what to do. */
export interface Diagnostic {
  /** A path such as `tracks[0].requirements[3].rule`, or a line and column. */
  place: string;
  message: Text;
  hint: Text;
}

/** An amount as typed. */
export interface Amount {
  /** Decimal number as text; never rounded. */
  value: string;
  unit: string;
}

/** "I do not know." */
export interface Unknown {
  unknown: true;
}

/** A record or a row: values by field or column. A record names its `kind`. */
export interface Item {
  [field: string]: string | boolean;
}

/** An answer: yes or no; an option, a day or a text; an amount; options; records or rows. */
export type Answer = boolean | string | Amount | string[] | Item[] | Unknown;

/** Answers by fact. What is missing is unanswered. */
export interface Facts {
  [fact: string]: Answer;
}

/** Days are written `2026-11-20`. */
export interface Dates {
  /** Date of assessment. */
  on: string;
  /** Planned filing date, not before `on`; that day if absent. */
  filing?: string;
}

export type Verdict = "eligible" | "not-eligible" | "undetermined" | "needs-judgement";

export type Status = "met" | "failed" | "open" | "judge" | "deferred" | "waived" | "not-applicable";

export interface TrackName {
  id: string;
  kind: "admission" | "deadlines" | "information";
  role: "enterprise" | "body" | "holder";
  name: Text;
}

/** What a track asks. */
export interface Fact {
  id: string;
  kind: "yes-no" | "choice" | "choices" | "amount" | "date" | "text" | "identifier" | "records" | "table";
  /** Asked in the interview, or only for the form. */
  role: "question" | "particular";
  /** The unit of an amount. */
  unit: string | null;
  /** The options of a choice. */
  options: { id: string; label: Text }[] | null;
  /** What records or rows are made of. */
  fields: Records | Table | null;
  label: Text;
  question: Text;
}

export interface Records {
  kinds: { id: string; label: Text; question: Text; fields: string[]; cite: string[]; may_also?: string[] }[];
  fields: { id: string; label: Text; kind: FieldKind; help?: Text }[];
}

export type FieldKind =
  | "yes-no"
  | { choice: { options: { id: string; label: Text; hint?: Text }[] } }
  | { date: { past: boolean } }
  | { text: { long: boolean } };

export interface Table {
  columns: { id: string; label: Text }[];
}

export interface Citation {
  document: string;
  label: string;
}

/** What is found of a track. */
export interface Assessment {
  pack: string;
  version: string;
  hash: string;
  unofficial: boolean;
  track: string;
  on: string;
  filing: string;
  verdict: Verdict;
  /** Legal force of the governing source on the date of assessment. */
  force: Text;
  requirements: Requirement[];
  waivers: Waiver[];
  preferences: { id: string; citation: Citation | null; claimed: "yes" | "no" | "unknown" }[];
  readings: Reading[];
  /** The parts of a joint track. */
  sectors: { sector: string; track: string; named: boolean | null; verdict: Verdict }[];
  materials: Material[];
  missing_documents: { id: string; title: Text; role: Text }[];
  deadline: string | null;
  deadlines: Deadline[];
  /** Answers that no longer matter. */
  unused: string[];
  /** Facts whose answer can still change something. */
  wanted: string[];
  notices: { kind: string; text: Text; fact?: string }[];
}

export interface Requirement {
  id: string;
  citation: Citation | null;
  status: Status;
  /** Met by the applicant's own word. */
  self_declared: boolean;
  /** Who is to judge. */
  decider: Text | null;
  curable: "yes" | "no" | "wait" | null;
  /** The day from which time alone meets it. */
  from: string | null;
  /** How far an amount is below what would meet it. */
  shortfall: Amount | null;
  reason: Text | null;
  waived_by: string | null;
  /** Facts that would settle it. */
  open: string[];
}

export interface Waiver {
  id: string;
  of: string;
  citation: Citation | null;
  status: Status;
  reason: Text | null;
}

export interface Reading {
  id: string;
  /** Whether anything turns on it. */
  depends: boolean;
  affects: string[];
  /** `statuses`: of each requirement that it affects. */
  alternatives: { id: string; text: Text; statuses: Record<string, Status>; verdict: Verdict }[];
  recommended: string;
  question: Text;
  ask: Text;
}

export interface Material {
  id: string;
  required: boolean | null;
  basis: "explicit" | "implied" | "on-request";
  why: string[];
}

export type Place = "before" | "on-day" | "after";

export interface Deadline {
  id: string;
  citation: Citation | null;
  day: string | null;
  /** Whether the calendar of its year is not published yet. */
  provisional: boolean;
  earliest: string | null;
  latest: string | null;
  /** Where the compared day lies. */
  place: Place | null;
}

/** Why a requirement or an exemption has its status. */
export interface Explanation {
  id: string;
  /** The requirement that an exemption lifts. */
  of: string | null;
  label: Text;
  statement: Text;
  citations: Citation[];
  status: Status;
  reason: Text | null;
  /** Whether it applies at all, where the rule says when. */
  applies: Derivation | null;
  /** The cases in order, up to the first that holds. */
  cases: { then: Then; note: Text | null; step: Derivation }[];
  /** What holds where no case does. */
  otherwise: { then: Then; note: Text | null } | null;
  /** The answers that the rule looks at. */
  answers: Facts;
  open: string[];
  /** Readings of the text on which it turns. */
  readings: string[];
}

export type Then = "met" | "failed" | "judge" | "open";

/** What was tested, whether it holds (`null`: open), and what decided that. */
export interface Derivation {
  test: "all" | "any" | "not" | { condition: Condition };
  truth: boolean | null;
  parts: Derivation[];
}

export interface Bound {
  fact: string;
  value: string;
  unit: string;
}

export interface Period {
  fact: string;
  years: number;
  clock: "on" | "filing";
}

/** A condition as the pack writes it. */
export type Condition =
  | { yes: string }
  | { is: { fact: string; any_of: string[] } }
  | { "at-least": Bound }
  | { above: Bound }
  | { lasted: Period }
  | { within: Period }
  | { "not-before": { fact: string; clock: "on" | "filing" } }
  | { deadline: { id: string; is: Place[] } }
  | { given: string }
  | { reading: { reading: string; takes: string } }
  | { greater: { fact: string; than: string } }
  | { earlier: { fact: string; than: string } }
  | { "starts-with": { fact: string; text: string } };

/** The verdict over one track. */
export interface Standing {
  verdict: Verdict;
  /** Requirements that failed. */
  failed: string[];
}

/** Where the answers given so far lead. */
export interface Step {
  /** One for each track, in the order in which they were added. */
  standings: Standing[];
  /** Facts whose answer can still change something. */
  next: string[];
}
