/**
 * Many objects of one kind, each under its key, as `jepsen.independent` has them. No object knows of the
 * others, so each is checked by itself.
 *
 * @module
 */

import { describe, describeState, type Spec } from "./spec.ts";

/** What is asked of one of many objects. */
export interface Keyed<I> {
  /** Which. */
  readonly key: string | number;
  /** What is asked of it. */
  readonly input: I;
}

/**
 * Objects that each do what a specification without keys says.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { independent } from "hb/check/spec/independent.ts";
 * import { mutex } from "hb/check/spec/mutex.ts";
 *
 * const mutexes = independent(mutex);
 * const acquire = { key: "a", input: { type: "acquire" } } as const;
 * assertEquals(mutexes.key!(acquire), "a");
 * assertEquals(mutexes.step(false, acquire, null), [true, true]);
 * ```
 */
export function independent<S, I, O>(spec: Spec<S, I, O>): Spec<S, Keyed<I>, O> {
  const { readsOnly, overwrites, mayYetFit } = spec;
  return {
    name: spec.name,
    init: spec.init,
    step: (state, { input }, output) => spec.step(state, input, output),
    key: ({ key }) => key,
    ...(readsOnly && { readsOnly: ({ input }, output) => readsOnly(input, output) }),
    ...(overwrites && { overwrites: ({ input }) => overwrites(input) }),
    ...(mayYetFit && {
      mayYetFit: (state, { input }, output) => mayYetFit(state, input, output),
    }),
    describe: ({ input }, output) => describe(spec, input, output),
    describeState: (state) => describeState(spec, state),
  };
}
