// Cuts one WebAssembly module in two: the part that runs up to the first question, and the rest,
// which is fetched while that question is read. Both are one program with one memory: a function of
// the rest has a stand-in in the first part, which calls it through a table that the rest fills
// when it comes. Which functions run first is told by tools/first-load.mjs.

import binaryen from "binaryen";
import { arms, branchOf, look, setBranch } from "./arms.mjs";
import { Failure } from "./console.mjs";
import { withData } from "./data.mjs";

/** Places of calls up to which a stand-in costs more than it saves. */
const FEW = 4;

/** Bytes between two pieces of data that cost less than a segment more. */
const NEAR = 8;

/** What both parts know each other by. */
const FIRST = "first";
const TABLE = "rest";

/** What rustc compiles to, as options of wasm-opt: a module that was cut no longer says it itself. */
export const FEATURES = [
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-call-indirect-overlong",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];

/** What both parts call the thing of a kind and number; names are a good part of the bytes. */
const known = (kind, at) => `${kind}${at.toString(36)}`;

const read = (bytes) => binaryen.readBinary(bytes);

function functions(module) {
  const count = module.getNumFunctions();
  const all = Array.from({ length: count }, (_, at) => module.getFunctionByIndex(at));
  return all.map((ref) => ({ ref, ...binaryen.getFunctionInfo(ref) }));
}

/** A module that tells of each arm of its functions the first time that it runs; and its functions, each with the number of its first arm. */
export function instrument(bytes) {
  const module = read(bytes);
  module.addFunctionImport("told", "profile", "told", binaryen.i32, binaryen.none);
  const known = [];
  let arm = 0;
  for (const { ref, name, module: from, body, results } of functions(module)) {
    if (from) continue;
    const { all, shape } = arms(body);
    known.push({ name, shape, from: arm, count: all.length });
    // The last arm first: the places of those before it stay.
    for (const place of [...all].reverse()) {
      const number = arm + all.indexOf(place);
      const said = `said ${number}`;
      module.addGlobal(said, binaryen.i32, true, module.i32.const(0));
      const tell = module.if(
        module.i32.eqz(module.global.get(said, binaryen.i32)),
        module.block(null, [module.global.set(said, module.i32.const(1)), module.call("told", [module.i32.const(number)], binaryen.none)]),
      );
      if (!place.ref) binaryen.Function.setBody(ref, module.block(null, [tell, body], results));
      else if (!place.branch) binaryen.Block.insertChildAt(place.ref, place.at, tell);
      else setBranch(place, module.block(null, [tell, branchOf(place)], binaryen.getExpressionType(branchOf(place))));
    }
    arm += all.length;
  }
  // The whole program: no rest is to be fetched.
  module.addGlobal("rest is here", binaryen.i32, true, module.i32.const(1));
  module.addGlobalExport("rest is here", "rest_is_here");
  const out = module.emitBinary();
  module.dispose();
  return { bytes: out, functions: known };
}

/** The two parts of a module: the functions of the first, by name, and the others; `data` is what it refers to (`dataOf`). */
export function split(bytes, ofFirst, data) {
  const first = read(bytes);
  const rest = read(bytes);
  const defined = functions(first).filter(({ module }) => !module);
  const later = defined.filter(({ name }) => !ofFirst.has(name));
  const slots = new Map(later.map(({ name }, slot) => [name, slot]));
  shareState(first, rest);

  // What the code of the first part refers to.
  const refers = reached(defined.filter(({ name }) => !slots.has(name)).map(({ body }) => body), data);

  shareFunctionTable(first, rest, slots, refers.functions);

  // The first part: a stand-in for each function of the rest.
  first.addFunctionImport("fetch rest", TABLE, "fetch", binaryen.none, binaryen.none);
  first.addGlobal("rest is here", binaryen.i32, true, first.i32.const(0));
  first.addGlobalExport("rest is here", "rest_is_here");
  const absent = first.i32.eqz(first.global.get("rest is here", binaryen.i32));
  const fetch = first.if(absent, first.call("fetch rest", [], binaryen.none));
  first.addFunction("want rest", binaryen.none, binaryen.none, [], fetch);
  first.addTable(TABLE, later.length, later.length);
  first.addTableExport(TABLE, "rest");
  const want = (params, results, slot) =>
    first.block(null, [
      first.call("want rest", [], binaryen.none),
      first.call_indirect(TABLE, slot, binaryen.expandType(params).map((type, at) => first.local.get(at, type)), params, results),
    ], results);
  for (const { ref, name, params, results } of later) {
    binaryen.Function.setBody(ref, want(params, results, first.i32.const(slots.get(name))));
  }
  callDirectly(first, later, defined, slots, want);

  // The rest: what stays in the first part is called there.
  const here = defined.filter(({ name }) => !slots.has(name));
  for (const [at, { name, params, results }] of here.entries()) {
    rest.removeFunction(name);
    rest.addFunctionImport(name, FIRST, known("f", at), params, results);
    first.addFunctionExport(name, known("f", at));
  }
  rest.addTable(TABLE, later.length, later.length);
  rest.addTableImport(TABLE, FIRST, "rest");
  rest.addActiveElementSegment(TABLE, "rest", later.map(({ name }) => name), rest.i32.const(0));
  rest.runPasses(["remove-unused-module-elements"]);

  // What nobody asks for goes.
  const asked = new Set(functions(rest).filter(({ module }) => module === FIRST).map(({ base }) => base));
  for (const at of here.keys()) if (!asked.has(known("f", at))) first.removeExport(known("f", at));
  first.runPasses(["remove-unused-module-elements"]);

  binaryen.setDebugInfo(false);
  const [ofThis, ofThat] = cutData(data, refers.pieces);
  const parts = { first: withData(first.emitBinary(), ofThis), rest: withData(rest.emitBinary(), ofThat) };
  first.dispose();
  rest.dispose();
  return parts;
}

/** What code refers to: pieces of data, those that they refer to, and places in the function table. */
function reached(bodies, data) {
  const pieces = new Set();
  const functions = new Set();
  const meet = (address) => {
    for (const piece of data.at(address)) {
      if (pieces.has(piece)) continue;
      pieces.add(piece);
      piece.functions.forEach((place) => functions.add(place));
      piece.addresses.forEach(meet);
    }
  };
  const visit = (ref) => {
    const info = look(ref);
    // A number that happens to be an address brings a piece too many, no more.
    if (info.id === binaryen.ConstId && info.type === binaryen.i32) {
      meet(info.value);
      if (data.functions.has(info.value)) functions.add(info.value);
    }
    if (info.offset) meet(info.offset);
    info.parts.forEach(visit);
  };
  bodies.forEach(visit);
  return { pieces, functions };
}

/** What is called from few places is called there by its number, without a stand-in. */
function callDirectly(first, later, defined, slots, want) {
  const kinds = new Map(later.map(({ name, params, results }) => [name, { params, results }]));
  const calls = new Map();
  const visit = (ref) => {
    const info = look(ref);
    if (info.id === binaryen.CallId && slots.has(info.target)) calls.set(info.target, [...(calls.get(info.target) ?? []), ref]);
    info.parts.forEach(visit);
  };
  for (const { name, body } of defined) if (!slots.has(name)) visit(body);
  const made = new Set();
  for (const [name, places] of calls) {
    if (places.length > FEW) continue;
    const { params, results } = kinds.get(name);
    const types = binaryen.expandType(params);
    const by = `call ${types} ${results}`;
    if (!made.has(by)) {
      made.add(by);
      const slot = first.local.get(types.length, binaryen.i32);
      first.addFunction(by, binaryen.createType([...types, binaryen.i32]), results, [], want(params, results, slot));
    }
    for (const place of places) {
      binaryen.Call.setTarget(place, by);
      binaryen.Call.appendOperand(place, first.i32.const(slots.get(name)));
    }
  }
}

/**
 * Each part fills the places of the function table that hold its functions; those of the rest that
 * are `needed` before have a stand-in.
 */
function shareFunctionTable(first, rest, slots, needed) {
  for (let left = first.getNumElementSegments(); left > 0; left -= 1) {
    const { name, table, offset, data } = binaryen.getElementSegmentInfo(first.getElementSegmentByIndex(0));
    const { value: begin } = binaryen.getExpressionInfo(offset);
    if (table === TABLE) throw new Failure("A table of the program has the name of the table of the rest.");
    for (const part of [first, rest]) part.removeElementSegment(name);
    const isFirst = data.map((of, at) => !slots.has(of) || needed.has(begin + at));
    for (const [part, fills] of [[first, (at) => isFirst[at]], [rest, (at) => slots.has(data[at])]]) {
      for (let from = 0; from < data.length; from += 1) {
        if (!fills(from)) continue;
        let to = from;
        while (to < data.length && fills(to)) to += 1;
        part.addActiveElementSegment(table, `${table} ${begin + from}`, data.slice(from, to), part.i32.const(begin + from));
        from = to;
      }
    }
  }
}

/** The segments of each part: what the first part does not refer to comes with the rest. */
function cutData({ segments, pieces }, needed) {
  const [constant] = segments;
  const apart = pieces.filter((piece) => !needed.has(piece) && piece.address + piece.size <= constant.address + constant.bytes.length);
  const left = Buffer.from(constant.bytes);
  const ofRest = [];
  for (const { address, size } of apart) {
    const at = address - constant.address;
    left.fill(0, at, at + size);
    const last = ofRest.at(-1);
    // What lies between is constant: writing it once more changes nothing.
    if (last && at - last.to < NEAR) last.to = at + size;
    else ofRest.push({ at, to: at + size });
  }
  return [
    [{ ...constant, bytes: left }, ...segments.slice(1)],
    ofRest.map(({ at, to }) => ({ address: constant.address + at, bytes: constant.bytes.subarray(at, to) })),
  ];
}

/** Memory, tables and globals live in the first part; the rest gets them from there, as they are. */
function shareState(first, rest) {
  const memory = binaryen.getExportInfo(first.getExport("memory")).value;
  rest.runPasses(["remove-memory-init"]);
  rest.addMemoryImport(memory, FIRST, "memory");
  for (let at = 0; at < first.getNumTables(); at += 1) {
    const { name } = binaryen.getTableInfo(first.getTableByIndex(at));
    first.addTableExport(name, known("t", at));
    rest.addTableImport(name, FIRST, known("t", at));
  }
  for (let at = 0; at < first.getNumGlobals(); at += 1) {
    const { name, type, mutable } = binaryen.getGlobalInfo(first.getGlobalByIndex(at));
    first.addGlobalExport(name, known("g", at));
    rest.addGlobalImport(name, FIRST, known("g", at), type, mutable);
  }
  const names = Array.from({ length: rest.getNumExports() }, (_, at) => binaryen.getExportInfo(rest.getExportByIndex(at)).name);
  for (const name of names) rest.removeExport(name);
}
