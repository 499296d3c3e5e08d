// This engine in the benchmark of peers: the module of docs/embedding.md, on a pack that encodes the
// benchmark's own reading of the article (article-8.json).

import fs from "node:fs";
import { ALL, FIELDS, TYPE, scale } from "./common.mjs";

export const info = { name: "Alliance Check (rules as data, WebAssembly)", pkg: null, next: true };

/** The folders of the module and of the pack; the benchmark copies this file elsewhere. */
const MODULE = process.env.OURS_MODULE;
const PACK = process.env.OURS_PACK;
const TRACK = "article-8";
const DATES = { on: "2026-11-20" };

const fact = (key) => key.replaceAll("_", "-");
const keyOf = Object.fromEntries(FIELDS.map(([key]) => [fact(key), key]));

const written = JSON.parse(fs.readFileSync(PACK, "utf8"));
const units = Object.fromEntries(written.facts.map(({ id, kind }) => [id, kind.amount?.unit]));

let engine;
let reader;

/** Compiles the module. */
export async function load() {
  engine = await import(`${MODULE}/alliance_check.js`);
  engine.initSync({ module: fs.readFileSync(`${MODULE}/alliance_check_bg.wasm`) });
}

/** An answer as a fact file has it. */
const answer = (key, value) => (TYPE[key] === "num" ? { value: String(value), unit: units[fact(key)] } : value);

/** A profile as the engine takes it: read once, kept in its memory. Before the module is loaded, as facts. */
export function prepare(profile) {
  const facts = {};
  for (const key in profile) facts[fact(key)] = answer(key, profile[key]);
  if (!engine) return facts;
  reader ??= rules(1);
  return reader.read(facts);
}

/** The pack with every threshold raised by so many per cent; those that are zero stay so. */
function raised(percent) {
  const raise = (node) => {
    if (Array.isArray(node)) return node.map(raise);
    if (node === null || typeof node !== "object") return node;
    const made = {};
    for (const [name, inner] of Object.entries(node)) {
      made[name] = name === "at-least" ? { ...inner, value: String(scale(+inner.value, percent)) } : raise(inner);
    }
    return made;
  };
  return JSON.stringify({ ...written, id: `${written.id}-${percent}`, tracks: raise(written.tracks) });
}

function rules(copies) {
  const made = new engine.Rules(DATES);
  for (let percent = 0; percent < copies; percent++) {
    const pack = new engine.Pack(percent ? raised(percent) : JSON.stringify(written));
    made.add(pack, TRACK);
    pack.free();
  }
  return made;
}

/** `js-g1` is what the benchmark calls `G1`; its order is that of the article in both. */
const NAMES = Object.fromEntries(ALL.map((name) => [`js-${name.toLowerCase()}`, name]));
const LETTERS = { eligible: "E", "not-eligible": "N", undetermined: "U" };

function results(standings) {
  const out = new Array(standings.length);
  for (let at = 0; at < standings.length; at++) {
    const { verdict, failed } = standings[at];
    for (let i = 0; i < failed.length; i++) failed[i] = NAMES[failed[i]];
    out[at] = { v: LETTERS[verdict], failed };
  }
  return out;
}

/** So many rule sets, decided on the same answers. */
export function build(copies) {
  const made = rules(copies);
  return {
    evaluate: (given) => results(made.decide(given instanceof engine.Sheet ? given : made.read(given))),
    session() {
      const session = made.session();
      return {
        set(key, value) {
          const { standings, next } = session.set(fact(key), answer(key, value));
          return { rs: results(standings), next: next.map((id) => keyOf[id]) };
        },
      };
    },
  };
}
