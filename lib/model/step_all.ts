/** Every way that a step can go. @module */

import type { Protocol, Tagged } from "./protocol.ts";
import { type Outcome, step } from "./step.ts";
import type { Choice, StepAt, StepEvent } from "./step_effect.ts";

/**
 * All outcomes of a step, one for each sequence of choices, in order. A step that chooses nothing has
 * one. Later choices may depend on earlier ones.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { stepAll } from "hb/model/step_all.ts";
 *
 * const coin: Protocol<{ heads: boolean }, { type: "never" }> = {
 *   start: (io) => ({ heads: io.choose(2) === 1 }),
 *   upon: { never() {} },
 * };
 * const start = { kind: "start", journal: [] } as const;
 * const states = [...stepAll(coin, undefined, start, { self: 0, nodes: 1 })].map((o) => o.state);
 * assertEquals(states, [{ heads: false }, { heads: true }]);
 * ```
 */
export function* stepAll<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  state: NoInfer<S> | undefined,
  event: StepEvent<NoInfer<M>, NoInfer<T>, NoInfer<R>>,
  at: Omit<StepAt, "choices">,
): Generator<Outcome<S, M, T, R>, void, undefined> {
  let choices: readonly number[] | undefined = [];
  while (choices !== undefined) {
    const outcome: Outcome<S, M, T, R> = step(protocol, state, event, { ...at, choices });
    yield outcome;
    choices = next(outcome.choices);
  }
}

/** The choices that come after these, as an odometer counts: the last fork with a way left takes it. */
function next(choices: readonly Choice[]): readonly number[] | undefined {
  const last = choices.findLastIndex(({ took, of }) => took + 1 < of);
  if (last < 0) return undefined;
  return choices.slice(0, last + 1).map(({ took }, i) => i === last ? took + 1 : took);
}
