/**
 * A specification says what an object does when one operation follows the other: the sequential object
 * that a concurrent one is measured by (Herlihy and Wing 1990). It is a record of functions.
 *
 * @module
 */

import { inWords } from "../../model/in_words.ts";

/** What a sequential object answers and becomes. States are plain data, and are never changed in place. */
export interface Spec<S = unknown, I = unknown, O = unknown> {
  /** What the object is called in sentences: "register". */
  readonly name: string;
  /** The state before the first operation. */
  readonly init: S;
  /**
   * Whether `input` may be answered with `output` in this state, and the state after it. An `output` of
   * `undefined` is an answer that nobody saw: any will do. An operation that does not change the state
   * returns it as it was given.
   */
  step(state: S, input: I, output: O | undefined): readonly [ok: boolean, next: S];
  /** The part of the object that an operation touches; operations on different parts are independent. */
  key?(input: I): string | number;
  /**
   * Whether an operation with this answer leaves every state as it is. A search may then take it as soon
   * as it fits, since nothing is lost by that.
   */
  readsOnly?(input: I, output: O | undefined): boolean;
  /** Whether the state after an operation is the same whatever it was before. */
  overwrites?(input: I): boolean;
  /**
   * Whether a read that does not fit this state may fit a later one, even if nothing overwrites the state
   * in between. Where it says no, the search turns back early; without it, the search finds out itself.
   * It is only for objects whose updates succeed in every state.
   */
  mayYetFit?(state: S, input: I, output: O): boolean;
  /**
   * What an operation does to an object that is a register: reads or writes its value. Nothing where it does
   * something else, such as a compare-and-set.
   */
  asRegister?(input: I, output: O | undefined): RegisterAccess | undefined;
  /**
   * Why no order at all explains this answer, in a clause, where that can be said without naming other
   * operations one by one: `before` had ended when it was asked, `beside` were under way at some time before
   * it was answered. Nothing where it takes an order of them to say.
   */
  beyond?(
    input: I,
    output: O | undefined,
    others: { readonly before: readonly I[]; readonly beside: readonly I[] },
  ): string | undefined;
  /** An operation in a few words: "read → 3"; `output` is missing where nobody saw the answer. */
  describe?(input: I, output: O | undefined): string;
  /** A state in a few words: "3". */
  describeState?(state: S): string;
}

/** What an operation does to a register. */
export interface RegisterAccess {
  /** Whether it answers with the value that the register holds, or gives it one. */
  readonly type: "read" | "write";
  /** The value; values are compared by `===`. */
  readonly value: unknown;
}

/** An operation in the words of its specification, or else as plain data. */
export function describe<S, I, O>(spec: Spec<S, I, O>, input: I, output: O | undefined): string {
  if (spec.describe !== undefined) return spec.describe(input, output);
  return output === undefined ? inWords(input) : `${inWords(input)} → ${inWords(output)}`;
}

/** A state in the words of its specification, or else as plain data. */
export function describeState<S, I, O>(spec: Spec<S, I, O>, state: S): string {
  return spec.describeState === undefined ? inWords(state) : spec.describeState(state);
}
