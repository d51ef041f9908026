/** Every way that a node's step can go, those that throw included. @module */

import type { Protocol, Tagged } from "../../model/protocol.ts";
import { stepInPlace } from "../../model/step.ts";
import type { Choice, Effect, StepAt, StepEvent } from "../../model/step_effect.ts";

/** How a step was run: what the clock showed, and which branches it took. */
export interface Circumstance {
  /** What `io.now()` gave, in ms. */
  readonly now: number;
  /** What each `io.choose` gave, in order. */
  readonly choices: readonly number[];
}

/** A step that went through. */
export interface Run<S, M extends Tagged, T extends Tagged, R> extends Circumstance {
  /** The state after it. */
  readonly state: S;
  /** What the node asked for, in order. */
  readonly effects: readonly Effect<M, T, R>[];
}

/** A step that did not. */
export interface Threw extends Circumstance {
  /** What was thrown. */
  readonly error: unknown;
}

/** Most steps have no forks. */
const none: readonly number[] = [];

/** All branches of one step, each from a state of its own. What branches after a throw cannot be known. */
export function* branchesOf<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  copy: () => S | undefined,
  event: StepEvent<M, T, R>,
  at: Omit<StepAt, "choices"> & { readonly now: number },
): Generator<Run<S, M, T, R> | Threw, void, undefined> {
  const { now } = at;
  const open: Choice[][] = [[]];
  for (let prefix; (prefix = open.pop()) !== undefined;) {
    const choices = prefix.length === 0 ? none : prefix.map(({ took }) => took);
    try {
      const outcome = stepInPlace(protocol, copy(), event, { ...at, choices });
      const taken = outcome.choices.length === 0 ? none : outcome.choices.map(({ took }) => took);
      yield { now, choices: taken, state: outcome.state, effects: outcome.effects };
      if (outcome.choices.length > prefix.length) {
        open.push(...others(outcome.choices, prefix.length));
      }
    } catch (error) {
      yield { now, choices, error };
    }
  }
}

/** The branches not taken at the choices from number `first` on, so that the next one is the last. */
function others(choices: readonly Choice[], first: number): Choice[][] {
  return choices.slice(first).flatMap(({ of }, i) => {
    const before = choices.slice(0, first + i);
    return Array.from(
      { length: of - 1 },
      (_, branch) => [...before, { took: of - 1 - branch, of }],
    );
  });
}
