/** The states that operations may lead to, in any order, if each may also not take effect. @module */

import { encode } from "../../model/encode.ts";
import type { History } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";

/** More states than this are not worth trying one by one. */
const mostStates = 4096;

/** What was found. */
export interface Reached<S> {
  /** The states; `undefined` where there are too many. */
  readonly states: readonly S[] | undefined;
  /** How often the specification was asked. */
  readonly steps: number;
}

/** The states that some operations may lead to from the first one, whatever they answered. */
export function reachable<S, I, O>(
  operations: History<I, O>,
  spec: Spec<S, I, O>,
  most: number,
): Reached<S> {
  const inputs = [...new Map(operations.map(({ input }) => [encode(input), input])).values()]
    .filter((input) => !spec.readsOnly?.(input, undefined));
  const overwrites = (input: I) =>
    spec.overwrites?.(input) ?? spec.asRegister?.(input, undefined)?.type === "write";
  const known = new Map<string, S>([[encode(spec.init), spec.init]]);
  let steps = operations.length;
  const reach = (state: S, input: I) => {
    steps++;
    const [ok, next] = spec.step(state, input, undefined);
    if (ok) known.set(encode(next), known.get(encode(next)) ?? next);
  };
  const isTooMuch = () => known.size > mostStates || steps > most;
  // What overwrites leads to the same state from all others.
  for (const input of inputs) if (overwrites(input)) reach(spec.init, input);
  const others = inputs.filter((input) => !overwrites(input));
  for (const state of known.values()) {
    for (const input of others) {
      if (isTooMuch()) return { states: undefined, steps };
      reach(state, input);
    }
  }
  return { states: isTooMuch() ? undefined : [...known.values()], steps };
}
