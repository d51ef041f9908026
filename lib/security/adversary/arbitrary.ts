/**
 * Liars as fast-check arbitraries, so that a property over all of them shrinks to the simplest lie that breaks it.
 *
 * @module
 */

// What this project calls fast-check has a seed, for its tests; a package must not seed those of others.
// deno-lint-ignore no-import-prefix
import fc, { type Arbitrary } from "npm:fast-check@4.10.2";
import type { Deceit, Script, ScriptOptions, Target } from "./deceit.ts";

/**
 * Arbitrary scripts. They shrink towards one face that speaks to all and tells no lies.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { assertLessOrEqual } from "@std/assert";
 * import { scripts } from "hb/security/adversary/arbitrary.ts";
 *
 * const options = { listeners: [0, 1, 2], types: ["prepare", "commit"], maxDeceits: 2 };
 * fc.assert(fc.property(scripts(options), ({ faces, deceits }) => {
 *   assertLessOrEqual(faces.length, 2);
 *   assertLessOrEqual(deceits.length, 2);
 * }), { seed: 1, numRuns: 20 });
 * ```
 */
export function scripts(options: ScriptOptions): Arbitrary<Script> {
  const { listeners, maxDeceits = 4 } = options;
  const some = fc.subarray([...listeners]);
  const one = fc.constant([listeners]);
  const two = fc.tuple(some, some).map(([left, right]) =>
    right.length === 0 ? [listeners.filter((node) => !left.includes(node))] : [left, right]
  );
  return fc.record({
    faces: fc.oneof({ maxDepth: 0 }, one, two),
    hears: fc.constantFrom("all" as const, "own" as const),
    deceits: fc.array(deceit(options), { maxLength: maxDeceits }),
  });
}

function deceit({ listeners, types, maxDelayMs = 200 }: ScriptOptions): Arbitrary<Deceit> {
  const of: Arbitrary<Target> = fc.record({
    type: fc.constantFrom(...types),
    to: fc.subarray([...listeners], { minLength: 1 }),
    from: fc.nat({ max: 8 }),
    times: fc.integer({ min: 1, max: 12 }),
  });
  return fc.oneof(
    fc.record({ kind: fc.constant("silence" as const), of }),
    fc.record({
      kind: fc.constant("delay" as const),
      of,
      byMs: fc.integer({ min: 1, max: maxDelayMs }),
    }),
    fc.record({ kind: fc.constant("replay" as const), of, back: fc.nat({ max: 8 }) }),
    fc.record({
      kind: fc.constant("alter" as const),
      of,
      place: fc.nat({ max: 40 }),
      how: fc.nat({ max: 8 }),
    }),
  );
}
