// Rule: whatever arms of a program are moved into functions of their own, and whatever functions come
// with the rest, it does the same (tools/outline.mjs, tools/split.mjs).

import assert from "node:assert/strict";
import test from "node:test";
import binaryen from "binaryen";
import { arms } from "../tools/arms.mjs";
import { outline } from "../tools/outline.mjs";
import { split } from "../tools/split.mjs";

// Loops whose arms keep something for the next time, arms that leave by a label, with a value, by a
// return, into a loop, or not at all; a local set before an arm is left and one set after; an arm
// within an arm that sets what is read outside of both.
const PROGRAM = `(module
  (memory $memory 1)
  (export "memory" (memory $memory))
  (export "carried" (func $carried))
  (export "leaving" (func $leaving))
  (export "valued" (func $valued))
  (export "halfway" (func $halfway))
  (export "table" (func $table))
  (export "within" (func $within))
  (func $carried (param $n i32) (result i32) (local $at i32) (local $sum i32) (local $odd i32)
    (loop $again
      (if (i32.and (local.get $at) (i32.const 1))
        (then
          (local.set $odd (i32.add (i32.mul (local.get $odd) (i32.const 3)) (i32.const 7)))
          (i32.store (i32.const 64) (local.get $odd))
          (i32.store (i32.const 68) (i32.add (i32.load (i32.const 68)) (local.get $odd)))
          (i32.store (i32.const 72) (i32.xor (i32.load (i32.const 68)) (i32.load (i32.const 64))))
          (i32.store (i32.const 76) (i32.add (i32.load (i32.const 72)) (i32.const 5)))
        )
        (else
          (local.set $sum (i32.add (local.get $sum) (i32.load (i32.const 76))))
          (i32.store (i32.const 80) (i32.add (local.get $sum) (i32.const 3)))
          (i32.store (i32.const 84) (i32.mul (local.get $sum) (i32.const 9)))
          (i32.store (i32.const 88) (i32.xor (local.get $sum) (i32.load (i32.const 84))))
          (i32.store (i32.const 92) (i32.add (i32.load (i32.const 88)) (i32.load (i32.const 80))))
        )
      )
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $at) (local.get $n)))
    )
    (i32.add (local.get $sum) (i32.load (i32.const 92)))
  )
  (func $leaving (param $n i32) (result i32) (local $x i32) (local $y i32)
    (block $out
      (local.set $x (i32.const 11))
      (br_if $out (i32.eqz (local.get $n)))
      (local.set $y (block $inner (result i32)
        (drop (br_if $inner (i32.const 40) (i32.eq (local.get $n) (i32.const 1))))
        (br_if $out (i32.eq (local.get $n) (i32.const 2)))
        (i32.store (i32.const 96) (i32.add (local.get $n) (i32.const 77)))
        (i32.store (i32.const 100) (i32.mul (local.get $n) (i32.const 78)))
        (i32.store (i32.const 104) (i32.xor (local.get $n) (i32.const 79)))
        (i32.add (i32.load (i32.const 96)) (i32.load (i32.const 104)))))
      (local.set $x (i32.add (local.get $y) (i32.const 3)))
      (i32.store (i32.const 108) (i32.add (local.get $x) (local.get $y)))
      (i32.store (i32.const 112) (i32.mul (local.get $x) (local.get $y)))
      (if (i32.eq (local.get $n) (i32.const 3)) (then (return (i32.load (i32.const 112)))))
      (local.set $x (i32.add (local.get $x) (i32.load (i32.const 108))))
      (i32.store (i32.const 116) (i32.add (local.get $x) (i32.const 1)))
      (i32.store (i32.const 120) (i32.add (local.get $x) (i32.const 2)))
    )
    (i32.add (local.get $x) (i32.mul (local.get $y) (i32.const 1000)))
  )
  (func $valued (param $n i32) (result i32) (local $long i64) (local $real f64)
    (i32.add
      (if (result i32) (i32.gt_u (local.get $n) (i32.const 4))
        (then
          (local.set $long (i64.mul (i64.extend_i32_u (local.get $n)) (i64.const 123456789)))
          (local.set $real (f64.mul (f64.convert_i32_u (local.get $n)) (f64.const 1.5)))
          (i64.store (i32.const 128) (i64.add (local.get $long) (i64.const 1)))
          (f64.store (i32.const 136) (f64.add (local.get $real) (f64.const 1)))
          (i32.wrap_i64 (i64.shr_u (i64.load (i32.const 128)) (i64.const 3))))
        (else
          (local.set $long (i64.const 99))
          (i64.store (i32.const 128) (i64.sub (local.get $long) (i64.const 1)))
          (f64.store (i32.const 136) (f64.const 2.25))
          (i32.store (i32.const 144) (i32.add (local.get $n) (i32.const 31)))
          (i32.mul (i32.load (i32.const 144)) (i32.const 17))))
      (i32.add (i32.wrap_i64 (local.get $long)) (i32.trunc_f64_u (local.get $real))))
  )
  (func $halfway (param $n i32) (result i32) (local $i i32) (local $last i32)
    (block $done
      (loop $next
        (if (i32.ge_u (local.get $i) (local.get $n)) (then (br $done)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 3)))
          (then
            (i32.store (i32.const 160) (i32.add (i32.load (i32.const 160)) (local.get $i)))
            (i32.store (i32.const 164) (i32.mul (i32.load (i32.const 160)) (i32.const 5)))
            (i32.store (i32.const 168) (i32.xor (i32.load (i32.const 164)) (local.get $i)))
            (i32.store (i32.const 172) (i32.add (i32.load (i32.const 168)) (i32.const 1)))
            (br $next)))
        (local.set $last (i32.add (i32.load (i32.const 172)) (local.get $i)))
        (i32.store (i32.const 176) (i32.add (local.get $last) (i32.const 4)))
        (i32.store (i32.const 180) (i32.mul (local.get $last) (i32.const 6)))
        (i32.store (i32.const 184) (i32.xor (local.get $last) (i32.const 8)))
        (br_if $done (i32.gt_u (local.get $i) (i32.const 12)))
        (br $next)))
    (i32.add (local.get $last) (i32.load (i32.const 184)))
  )
  (func $table (param $n i32) (result i32) (local $x i32)
    (block $c
      (block $b
        (block $a
          (if (i32.lt_u (local.get $n) (i32.const 9))
            (then
              (local.set $x (i32.mul (local.get $n) (i32.const 21)))
              (i32.store (i32.const 192) (i32.add (local.get $x) (i32.const 2)))
              (i32.store (i32.const 196) (i32.add (local.get $x) (i32.const 3)))
              (i32.store (i32.const 200) (i32.mul (i32.load (i32.const 192)) (i32.load (i32.const 196))))
              (i32.store (i32.const 204) (i32.add (i32.load (i32.const 200)) (i32.const 3)))
              (br_table $a $b $c $a (local.get $n))))
          (return (i32.const 5)))
        (return (i32.add (local.get $x) (i32.const 100))))
      (local.set $x (i32.add (local.get $x) (i32.const 200))))
    (i32.add (local.get $x) (call $valued (local.get $n)))
  )
  (func $within (param $n i32) (result i32) (local $x i32)
    (local.set $x (i32.const 3))
    (if (i32.and (local.get $n) (i32.const 1))
      (then
        (i32.store (i32.const 208) (i32.add (i32.load (i32.const 208)) (i32.const 5)))
        (i32.store (i32.const 212) (i32.mul (i32.load (i32.const 208)) (i32.const 7)))
        (if (i32.and (i32.load (i32.const 212)) (i32.const 2))
          (then
            (local.set $x (i32.mul (i32.load (i32.const 208)) (i32.const 9)))
            (i32.store (i32.const 216) (i32.add (i32.load (i32.const 212)) (i32.const 1)))
            (i32.store (i32.const 220) (i32.xor (i32.load (i32.const 216)) (i32.const 6)))
            (i32.store (i32.const 224) (i32.mul (i32.load (i32.const 220)) (i32.const 3)))
            (i32.store (i32.const 228) (i32.add (i32.load (i32.const 224)) (i32.load (i32.const 216))))))
        (i32.store (i32.const 232) (i32.add (i32.load (i32.const 228)) (i32.const 11)))
        (i32.store (i32.const 236) (i32.mul (i32.load (i32.const 232)) (i32.const 13)))))
    (i32.add (local.get $x) (i32.load (i32.const 236)))
  )
)`;

const NAMES = ["carried", "leaving", "valued", "halfway", "table", "within"];

/** What the functions answer to small numbers, in turn, and what is in memory then. */
function answers(exports) {
  const told = [];
  for (let n = 0; n < 16; n += 1) for (const name of NAMES) told.push(exports[name](n));
  return [...told, ...new Uint32Array(exports.memory.buffer, 0, 64)];
}

/** Numbers between 0 and 1, the same in every run. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function program() {
  const module = binaryen.parseText(PROGRAM);
  binaryen.setDebugInfo(true);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

const NO_DATA = { segments: [{ address: 0, bytes: Buffer.alloc(0) }], pieces: [], functions: new Set(), at: () => [] };

test("a program whose arms were moved does the same", () => {
  const bytes = program();
  const wanted = answers(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports);
  let moved = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const roll = dice(seed);
    const share = roll();
    // An arm runs only if the one around it does; which those are, a first look tells.
    const runs = () => {
      const rolled = new Map();
      return (arm) => {
        if (!rolled.has(arm)) rolled.set(arm, arm === 0 || roll() < share);
        return rolled.get(arm);
      };
    };
    const { bytes: outlined } = outline(bytes, runs);
    const module = new WebAssembly.Module(outlined);
    moved += outlined.length > bytes.length ? 1 : 0;
    assert.deepEqual(answers(new WebAssembly.Instance(module).exports), wanted, `seed ${seed}`);
  }
  assert.ok(moved > 100, "arms were moved");
});

test("a program in two parts does the same, and asks for the rest once", () => {
  const bytes = program();
  const wanted = answers(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports);
  for (let seed = 1; seed <= 60; seed += 1) {
    const roll = dice(seed);
    const share = roll();
    const { bytes: outlined, first: names } = outline(bytes, () => (roll() < share ? (arm) => arm === 0 || roll() < share : undefined));
    const { first, rest } = split(outlined, names, NO_DATA);
    let asked = 0;
    const exports = new WebAssembly.Instance(new WebAssembly.Module(first), {
      rest: {
        fetch: () => {
          asked += 1;
          new WebAssembly.Instance(new WebAssembly.Module(rest), { first: exports });
          exports.rest_is_here.value = 1;
        },
      },
    }).exports;
    assert.deepEqual(answers(exports), wanted, `seed ${seed}`);
    assert.ok(asked <= 1, `seed ${seed}`);
  }
});

test("a function has the same arms each time that it is looked at", () => {
  const module = binaryen.readBinary(program());
  for (let at = 0; at < module.getNumFunctions(); at += 1) {
    const { body } = binaryen.getFunctionInfo(module.getFunctionByIndex(at));
    const [one, other] = [arms(body), arms(body)];
    assert.equal(one.shape, other.shape);
    assert.ok(one.all.length > 2);
  }
  module.dispose();
});
