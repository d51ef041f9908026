/** What operations make of states, in numbers. @module */

import type { Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { States } from "./states.ts";

/** An answer does not fit. */
export const unfit: -1 = -1;

/**
 * Any state that will be overwritten before it is read again. Its value does not matter, so all such
 * states are one: blind updates in any order lead here.
 */
export const unseen: -2 = -2;

/** The states of one search by number, and the steps between them. */
export class Transitions<S, I, O> {
  /** The number of the state before the first operation. */
  readonly first: number;
  readonly #states = new States<S>();

  /** Nothing has happened yet. */
  constructor(
    /** What the steps keep to. */
    readonly spec: Spec<S, I, O>,
  ) {
    this.first = this.#states.number(spec.init);
  }

  /** A state; for `unseen`, any state that will be overwritten. */
  value(state: number): S {
    return state === unseen ? this.spec.init : this.#states.values[state]!;
  }

  /** The state after an operation, or `unfit`. */
  after(state: number, { input, output }: Operation<I, O>, reads: boolean): number {
    const { spec } = this;
    if (state === unseen) {
      if (reads) return unfit;
      if (!spec.overwrites?.(input)) return unseen;
    }
    const before = this.value(state);
    const [ok, next] = spec.step(before, input, output);
    if (!ok) return unfit;
    return Object.is(next, before) && state !== unseen ? state : this.#states.number(next);
  }
}
