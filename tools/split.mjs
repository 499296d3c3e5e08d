// Cuts one WebAssembly module in two: the part that runs up to the first question, and the rest,
// which is fetched while that question is read. Both are one program with one memory: a function of
// the rest has a stand-in in the first part, which calls it through a table that the rest fills
// when it comes. Which functions run first is told by tools/first-load.mjs.

import binaryen from "binaryen";

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

const read = (bytes) => binaryen.readBinary(bytes);

function functions(module) {
  const count = module.getNumFunctions();
  const all = Array.from({ length: count }, (_, at) => module.getFunctionByIndex(at));
  return all.map((ref) => ({ ref, ...binaryen.getFunctionInfo(ref) }));
}

/** A module that tells each function's name the first time that it runs. */
export function instrument(bytes) {
  const module = read(bytes);
  module.addFunctionImport("told", "profile", "told", binaryen.i32, binaryen.none);
  const names = [];
  for (const { ref, name, module: from, body, results } of functions(module)) {
    if (from) continue;
    const tell = module.call("told", [module.i32.const(names.length)], binaryen.none);
    binaryen.Function.setBody(ref, module.block(null, [tell, body], results));
    names.push(name);
  }
  // The whole program: no rest is to be fetched.
  module.addGlobal("rest is here", binaryen.i32, true, module.i32.const(1));
  module.addGlobalExport("rest is here", "rest_is_here");
  const out = module.emitBinary();
  module.dispose();
  return { bytes: out, names };
}

/** The two parts of a module; `isFirst` says of a function's name whether it is of the first. */
export function split(bytes, isFirst) {
  const first = read(bytes);
  const rest = read(bytes);
  const defined = functions(first).filter(({ module }) => !module);
  const later = defined.filter(({ name }) => !isFirst(name));
  shareState(first, rest);

  // The first part: a stand-in for each function of the rest.
  first.addFunctionImport("fetch rest", TABLE, "fetch", binaryen.none, binaryen.none);
  first.addGlobal("rest is here", binaryen.i32, true, first.i32.const(0));
  first.addGlobalExport("rest is here", "rest_is_here");
  const absent = first.i32.eqz(first.global.get("rest is here", binaryen.i32));
  const fetch = first.if(absent, first.call("fetch rest", [], binaryen.none));
  first.addFunction("want rest", binaryen.none, binaryen.none, [], fetch);
  first.addTable(TABLE, later.length, later.length);
  first.addTableExport(TABLE, "rest");
  for (const [slot, { ref, params, results }] of later.entries()) {
    const given = binaryen.expandType(params).map((type, at) => first.local.get(at, type));
    binaryen.Function.setBody(
      ref,
      first.block(null, [
        first.call("want rest", [], binaryen.none),
        first.call_indirect(TABLE, first.i32.const(slot), given, params, results),
      ], results),
    );
  }

  // The rest: what stays in the first part is called there.
  const isLater = new Set(later.map(({ name }) => name));
  for (const [at, { name, params, results }] of defined.filter(({ name }) => !isLater.has(name)).entries()) {
    rest.removeFunction(name);
    rest.addFunctionImport(name, FIRST, `f${at}`, params, results);
    first.addFunctionExport(name, `f${at}`);
  }
  rest.addTable(TABLE, later.length, later.length);
  rest.addTableImport(TABLE, FIRST, "rest");
  rest.addActiveElementSegment(TABLE, "rest", later.map(({ name }) => name), rest.i32.const(0));
  rest.runPasses(["remove-unused-module-elements"]);

  // What nobody asks for goes.
  const asked = new Set(functions(rest).filter(({ module }) => module === FIRST).map(({ base }) => base));
  for (let at = 0; at < defined.length; at += 1) if (!asked.has(`f${at}`)) first.removeExport(`f${at}`);
  first.runPasses(["remove-unused-module-elements"]);

  const parts = { first: first.emitBinary(), rest: rest.emitBinary(), later: later.length };
  first.dispose();
  rest.dispose();
  return parts;
}

/** Memory, tables and globals live in the first part; the rest gets them from there, as they are. */
function shareState(first, rest) {
  const memory = binaryen.getExportInfo(first.getExport("memory")).value;
  rest.runPasses(["remove-memory-init"]);
  rest.addMemoryImport(memory, FIRST, "memory");
  for (let at = 0; at < first.getNumTables(); at += 1) {
    const { name } = binaryen.getTableInfo(first.getTableByIndex(at));
    first.addTableExport(name, `table ${at}`);
    for (const segment of rest.getTableSegments(name)) rest.removeElementSegment(segment);
    rest.addTableImport(name, FIRST, `table ${at}`);
  }
  for (let at = 0; at < first.getNumGlobals(); at += 1) {
    const { name, type, mutable } = binaryen.getGlobalInfo(first.getGlobalByIndex(at));
    first.addGlobalExport(name, `global ${at}`);
    rest.addGlobalImport(name, FIRST, `global ${at}`, type, mutable);
  }
  const names = Array.from({ length: rest.getNumExports() }, (_, at) => binaryen.getExportInfo(rest.getExportByIndex(at)).name);
  for (const name of names) rest.removeExport(name);
}
