/** A counter that is added to, and read. Amounts are bigints, so that no sum is rounded. @module */

import type { Spec } from "./spec.ts";

/** What is asked of a counter. */
export type CounterInput =
  | { readonly type: "add"; readonly value: bigint }
  | { readonly type: "read" };

/** A read answers the sum; what an add answers is no matter. */
export type CounterOutput = bigint | null;

/**
 * A counter that starts with `init`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { counter } from "hb/check/spec/counter.ts";
 *
 * const spec = counter();
 * assertEquals(spec.step(2n, { type: "add", value: -1n }, null), [true, 1n]);
 * assertEquals(spec.step(2n, { type: "read" }, 1n), [false, 2n]);
 * ```
 */
export function counter(init = 0n): Spec<bigint, CounterInput, CounterOutput> {
  return {
    name: "counter",
    init,
    step(sum, input, output) {
      if (input.type === "add") return [true, sum + input.value];
      return [output === undefined || output === sum, sum];
    },
    readsOnly: ({ type }) => type === "read",
    beyond(input, output, { before, beside }) {
      if (input.type !== "read" || typeof output !== "bigint") return undefined;
      const sure = init + sum(before, () => true);
      const least = sure + sum(beside, (value) => value < 0n);
      const greatest = sure + sum(beside, (value) => value > 0n);
      if (output >= least && output <= greatest) return undefined;
      const range = least === greatest ? `${least}` : `from ${least} to ${greatest}`;
      return `the sum was ${range}: ${sure} by what was added before it was read` +
        (least === greatest ? "" : ", the rest by what was being added");
    },
    describe(input, output) {
      if (input.type === "add") return `add ${input.value}`;
      return `read → ${output === undefined ? "?" : output}`;
    },
    describeState: String,
  };
}

function sum(inputs: readonly CounterInput[], counts: (value: bigint) => boolean): bigint {
  return inputs.reduce(
    (total, input) => input.type === "add" && counts(input.value) ? total + input.value : total,
    0n,
  );
}
