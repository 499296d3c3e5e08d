// The arms of a function: its stretches of code that run as a whole or not at all. tools/first-load.mjs
// finds out which of them run, tools/outline.mjs moves the others out of the way.

import { createHash } from "node:crypto";
import binaryen from "binaryen";

/** The parts of each kind of expression that are expressions themselves. */
const PARTS = new Map(
  Object.entries({
    Binary: ({ left, right }) => [left, right],
    Block: ({ children }) => children,
    Break: ({ value, condition }) => [value, condition],
    Call: ({ operands }) => operands,
    CallIndirect: ({ operands, target }) => [...operands, target],
    Const: () => [],
    Drop: ({ value }) => [value],
    GlobalGet: () => [],
    GlobalSet: ({ value }) => [value],
    If: ({ condition, ifTrue, ifFalse }) => [condition, ifTrue, ifFalse],
    Load: ({ ptr }) => [ptr],
    LocalGet: () => [],
    LocalSet: ({ value }) => [value],
    Loop: ({ body }) => [body],
    MemoryCopy: ({ dest, source, size }) => [dest, source, size],
    MemoryFill: ({ dest, value, size }) => [dest, value, size],
    MemoryGrow: ({ delta }) => [delta],
    Return: ({ value }) => [value],
    Select: ({ ifTrue, ifFalse, condition }) => [ifTrue, ifFalse, condition],
    Store: ({ ptr, value }) => [ptr, value],
    Switch: ({ value, condition }) => [value, condition],
    Unary: ({ value }) => [value],
  }).map(([kind, parts]) => [binaryen[`${kind}Id`], parts]),
);

/** Kinds without parts that binaryen says nothing more about. */
const BARE = new Set([binaryen.NopId, binaryen.UnreachableId, binaryen.MemorySizeId]);

/** After these the next expression need not run. */
const LEAVES = new Set([binaryen.BreakId, binaryen.SwitchId, binaryen.ReturnId, binaryen.UnreachableId]);

/** What binaryen tells of an expression; of a kind that is not known here, that it is closed. */
export function look(ref) {
  const id = binaryen.getExpressionId(ref);
  if (BARE.has(id)) return { id, parts: [] };
  const parts = PARTS.get(id);
  if (!parts) return { id, parts: [], closed: true };
  const info = binaryen.getExpressionInfo(ref);
  return { ...info, parts: parts(info).filter(Boolean) };
}

/**
 * The arms of a function in a fixed order, the first being its beginning. Each has its place: the
 * branch of an `if` or the child of a block at which it begins, the arm around it, and whether it may
 * run again, being in a loop.
 */
export function arms(body) {
  const all = [];
  const kinds = [];
  let loops = 0;
  const arm = (place, around) => {
    all.push({ ...place, around, again: loops > 0 });
    return all.at(-1);
  };
  /** Goes through an expression; tells whether it may leave. */
  const visit = (ref, here) => {
    const info = look(ref);
    kinds.push(info.id);
    let leaves = LEAVES.has(info.id);
    if (info.id === binaryen.IfId) {
      leaves = visit(info.condition, here) || leaves;
      for (const branch of ["ifTrue", "ifFalse"]) {
        if (info[branch] && visit(info[branch], arm({ ref, branch }, here))) leaves = true;
      }
    } else if (info.id === binaryen.BlockId) {
      let now = here;
      let left = false;
      for (const [at, child] of info.children.entries()) {
        if (left) now = arm({ ref, at }, here);
        left = visit(child, now);
        leaves ||= left;
      }
    } else {
      if (info.id === binaryen.LoopId) loops += 1;
      for (const part of info.parts) if (visit(part, here)) leaves = true;
      if (info.id === binaryen.LoopId) loops -= 1;
    }
    return leaves;
  };
  visit(body, arm({}, undefined));
  const shape = createHash("sha256").update(JSON.stringify(kinds)).digest("hex").slice(0, 6);
  return { all, shape };
}

/** The branch of an `if` that an arm is. */
export const branchOf = ({ ref, branch }) => (branch === "ifTrue" ? binaryen.If.getIfTrue(ref) : binaryen.If.getIfFalse(ref));

/** Puts another expression in the place of a branch. */
export function setBranch({ ref, branch }, to) {
  if (branch === "ifTrue") binaryen.If.setIfTrue(ref, to);
  else binaryen.If.setIfFalse(ref, to);
}
