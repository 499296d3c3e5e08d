// Moves the arms of functions that do not run up to the first question into functions of their own,
// which tools/split.mjs then puts into the rest of the program. What such an arm reads of the
// function's locals it gets as arguments; what it changes, and where it goes on, it tells by globals
// and by its result. The program does the same as before, whatever arms are moved.

import binaryen from "binaryen";
import { arms, branchOf, look, setBranch } from "./arms.mjs";
import { Failure } from "./console.mjs";

/** The types of values that are handed over, each with its zero. */
const ZERO = new Map([
  [binaryen.i32, (module) => module.i32.const(0)],
  [binaryen.i64, (module) => module.i64.const(0n)],
  [binaryen.f32, (module) => module.f32.const(0)],
  [binaryen.f64, (module) => module.f64.const(0)],
]);
const RETURN = "return of the caller";
const OUT = "end of the arm";

/**
 * A module whose arms that do not run are functions of their own, and the names of the functions that
 * run. `runs` tells of a function, by its name and shape, which arms of it run; nothing if it does not.
 */
export function outline(bytes, runs) {
  const module = binaryen.readBinary(bytes);
  binaryen.setDebugInfo(true);
  // A local that is used for two things would have to be handed over for both.
  module.runPasses(["ssa-nomerge"]);
  const first = new Set();
  const globals = new Set();
  /** The global that hands over a value of this type. */
  const global = (type, at) => {
    const name = `handed ${type} ${at}`;
    if (!globals.has(name)) module.addGlobal(name, type, true, ZERO.get(type)(module));
    globals.add(name);
    return name;
  };
  const count = module.getNumFunctions();
  let moved = 0;
  for (let at = 0; at < count; at += 1) {
    const ref = module.getFunctionByIndex(at);
    const info = binaryen.getFunctionInfo(ref);
    if (info.module) continue;
    const { all, shape } = arms(info.body);
    const ran = runs(info.name, shape);
    if (!ran) continue;
    first.add(info.name);
    const stretches = still(all, ran);
    if (stretches.length === 0) continue;
    // Moving an arm leaves the function's labels, and a local is read outside of it as often as before.
    const fn = { ...info, ref, whole: survey([info.body]), locals: localTypes(info) };
    for (const stretch of stretches) {
      if (move(module, fn, stretch, global, `arm ${moved}`)) moved += 1;
    }
  }
  if (!module.validate()) throw new Failure("The outlined program is not valid; see above.");
  const out = module.emitBinary();
  module.dispose();
  return { bytes: out, first };
}

/**
 * The longest stretches of code that do not run, innermost places last in each block. One within
 * another goes with it: moved by itself before, it would be given locals, which are reads that nobody
 * has counted, and the other would not hand over what it changed of them.
 */
function still(all, ran) {
  const stretches = [];
  const stays = (arm) => !arm || (ran(all.indexOf(arm)) && stays(arm.around));
  for (const [at, arm] of all.entries()) {
    if (ran(at) || !arm.around || !stays(arm.around)) continue;
    if (arm.branch) {
      stretches.push(arm);
      continue;
    }
    const next = all.findIndex(({ ref, at: place }, later) => ref === arm.ref && place > arm.at && later > at);
    const to = next < 0 ? binaryen.Block.getNumChildren(arm.ref) : all[next].at;
    const last = stretches.findLast(({ ref }) => ref === arm.ref);
    if (last?.to === arm.at) last.to = to;
    else stretches.push({ ref: arm.ref, at: arm.at, to, again: arm.again });
  }
  return stretches.reverse();
}

/** The expressions of a stretch. */
function expressions({ ref, branch, at, to }) {
  if (branch) return [branchOf({ ref, branch })];
  return Array.from({ length: to - at }, (_, place) => binaryen.Block.getChildAt(ref, at + place));
}

/** Which locals, labels and returns expressions have; about how many bytes they are. */
function survey(refs) {
  const found = { gets: new Map(), sets: new Set(), own: new Set(), labels: new Map(), targets: new Set(), returns: [], locals: [], bytes: 0, closed: false };
  const visit = (ref, parent) => {
    const info = look(ref);
    found.closed ||= Boolean(info.closed);
    found.bytes += [binaryen.LoadId, binaryen.StoreId, binaryen.CallId].includes(info.id) ? 3 : [binaryen.ConstId, binaryen.LocalGetId, binaryen.LocalSetId, binaryen.BreakId].includes(info.id) ? 2 : 1;
    if (info.id === binaryen.LocalGetId) found.gets.set(info.index, (found.gets.get(info.index) ?? 0) + 1);
    if (info.id === binaryen.LocalSetId) found.sets.add(info.index);
    if (info.id === binaryen.LocalGetId || info.id === binaryen.LocalSetId) found.locals.push([ref, info]);
    if (info.id === binaryen.BlockId && info.name) found.labels.set(info.name, info.type);
    if (info.id === binaryen.LoopId && info.name) found.labels.set(info.name, binaryen.none);
    if (info.id === binaryen.BreakId) found.targets.add(info.name);
    if (info.id === binaryen.SwitchId) for (const name of [...info.names, info.defaultName]) if (name) found.targets.add(name);
    if (info.id === binaryen.ReturnId) found.returns.push([ref, parent]);
    for (const part of info.parts) visit(part, { ref, ...info });
  };
  for (const ref of refs) {
    visit(ref);
    // What is set before the arm can be left need not be handed over.
    const info = look(ref);
    const straight = found.targets.size === 0 && found.returns.length === 0;
    if (straight && info.id === binaryen.LocalSetId && !found.gets.has(info.index)) found.own.add(info.index);
  }
  return found;
}

/** The types of a function's locals. */
const localTypes = ({ params, vars }) => [...binaryen.expandType(params), ...vars];

/** Moves a stretch of a function into a function of its own, if that is possible and worth while. */
function move(module, fn, stretch, global, name) {
  const types = fn.locals;
  const moving = expressions(stretch);
  const within = survey(moving);
  const type = binaryen.getExpressionType(moving.at(-1));
  const ends = type === binaryen.unreachable;
  const exits = [...within.targets].filter((label) => !within.labels.has(label));
  const exitTypes = exits.map((label) => fn.whole.labels.get(label));
  if (within.returns.length > 0) {
    exits.push(RETURN);
    exitTypes.push(fn.results);
  }
  // What changes here and is read elsewhere, or here the next time.
  const leaves = !(ends && exits.every((label) => label === RETURN));
  const elsewhere = (local) => fn.whole.gets.get(local) > (within.gets.get(local) ?? 0);
  const nextTime = (local) => stretch.again && within.gets.has(local) && !within.own.has(local);
  const outs = leaves ? [...within.sets].filter((local) => elsewhere(local) || nextTime(local)) : [];
  const ins = [...new Set([...within.gets.keys(), ...outs])].filter((local) => !within.own.has(local)).sort((a, b) => a - b);
  const used = [...new Set([...within.gets.keys(), ...within.sets])].filter((local) => !ins.includes(local));
  // About the bytes that stand in its place.
  const cost = 6 + 2 * ins.length + 4 * outs.length + 4 * exits.length;
  const plain = (value) => value === binaryen.none || value === binaryen.unreachable || ZERO.has(value);
  if (within.closed || within.bytes < cost) return false;
  if (![type, ...exitTypes, ...[...ins, ...used, ...outs].map((local) => types[local])].every(plain)) return false;
  if (within.returns.some(([, parent]) => parent && parent.id !== binaryen.BlockId && parent.id !== binaryen.IfId)) return false;

  // The function that it becomes.
  const carries = ZERO.has(type);
  const tells = exits.length > 1 || (exits.length === 1 && !ends);
  const byResult = carries && exits.length === 0 && outs.length === 0;
  const results = byResult ? type : binaryen.none;
  const place = new Map([...ins, ...used].map((local, at) => [local, at]));
  const given = binaryen.createType(ins.map((local) => types[local]));
  const vars = used.map((local) => types[local]);
  const handed = new Map();
  const next = (of) => {
    const at = handed.get(of) ?? 0;
    handed.set(of, at + 1);
    return global(of, at);
  };
  const went = tells ? next(binaryen.i32) : undefined;
  const valueGlobal = carries && !byResult ? next(type) : undefined;
  const outGlobals = outs.map((local) => next(types[local]));
  const exitGlobals = exitTypes.map((of) => (ZERO.has(of) ? next(of) : undefined));

  const site = siteOf();
  replaceReturns();
  for (const [ref, info] of within.locals) {
    if (info.id === binaryen.LocalGetId) binaryen.LocalGet.setIndex(ref, place.get(info.index));
    else binaryen.LocalSet.setIndex(ref, place.get(info.index));
  }
  put(site);
  let inner = moving.length === 1 ? moving[0] : module.block(null, moving, type);
  if (!byResult) {
    const end = (number) => [...(tells ? [module.global.set(went, module.i32.const(number))] : []), module.br(OUT)];
    inner = module.block(null, [valueGlobal ? module.global.set(valueGlobal, inner) : inner, ...(ends ? [] : end(0))]);
    for (const [at, label] of exits.entries()) {
      const reached = module.block(label, [inner], exitTypes[at]);
      inner = module.block(null, [exitGlobals[at] ? module.global.set(exitGlobals[at], reached) : reached, ...end(at + 1)]);
    }
    const changed = outs.map((local, at) => module.global.set(outGlobals[at], module.local.get(place.get(local), types[local])));
    inner = module.block(null, [module.block(OUT, [inner], binaryen.none), ...changed]);
  }
  module.addFunction(name, given, results, vars, inner);
  return true;

  /** What stands in its place. */
  function siteOf() {
    const call = module.call(name, ins.map((local) => module.local.get(local, types[local])), results);
    if (byResult) return [call];
    const steps = [call];
    for (const [at, local] of outs.entries()) steps.push(module.local.set(local, module.global.get(outGlobals[at], types[local])));
    for (const [at, label] of exits.entries()) {
      const value = exitGlobals[at] && module.global.get(exitGlobals[at], exitTypes[at]);
      const leave = label === RETURN ? module.return(value) : module.br(label, undefined, value);
      const told = went && module.global.get(went, binaryen.i32);
      if (ends && at === exits.length - 1) steps.push(leave);
      else steps.push(module.if(exits.length === 1 ? told : module.i32.eq(told, module.i32.const(at + 1)), leave));
    }
    if (ends && exits.length === 0) steps.push(module.unreachable());
    if (valueGlobal) steps.push(module.global.get(valueGlobal, type));
    return steps;
  }

  function put(steps) {
    if (stretch.branch) {
      setBranch(stretch, steps.length === 1 ? steps[0] : module.block(null, steps, type));
      return;
    }
    for (const _ of moving) binaryen.Block.removeChildAt(stretch.ref, stretch.at);
    for (const [at, step] of steps.entries()) binaryen.Block.insertChildAt(stretch.ref, stretch.at + at, step);
  }

  /** A return of the function becomes the end of the arm that tells of it. */
  function replaceReturns() {
    for (const [ref, parent] of within.returns) {
      const { value } = binaryen.getExpressionInfo(ref);
      const leave = module.br(RETURN, undefined, value || undefined);
      if (!parent) {
        moving[moving.indexOf(ref)] = leave;
      } else if (parent.id === binaryen.BlockId) {
        binaryen.Block.setChildAt(parent.ref, parent.children.indexOf(ref), leave);
      } else {
        setBranch({ ref: parent.ref, branch: parent.ifTrue === ref ? "ifTrue" : "ifFalse" }, leave);
      }
    }
  }
}
