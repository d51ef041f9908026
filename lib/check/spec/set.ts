/**
 * A set that elements are added to and that is read as a whole. Elements are numbered, and a state is a
 * text of bits, sixteen to a character: a history of 10,000 adds goes through 10,000 states.
 *
 * @module
 */

import type { Value } from "./register.ts";
import type { Spec } from "./spec.ts";
import { valueText } from "./value_text.ts";

/** What is asked of a set. */
export type SetInput =
  | { readonly type: "add"; readonly value: Value }
  | { readonly type: "read" };

/** A read answers the elements, each once and in any order; what an add answers is no matter. */
export type SetOutput = readonly Value[] | null;

/**
 * A set that starts empty, to which `elements` may be added.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { set } from "hb/check/spec/set.ts";
 *
 * const spec = set(["a", "b"]);
 * const [, state] = spec.step(spec.init, { type: "add", value: "b" }, null);
 * assertEquals(spec.step(state, { type: "read" }, ["b"])[0], true);
 * assertEquals(spec.step(state, { type: "read" }, [])[0], false);
 * ```
 */
export function set(elements: Iterable<Value>): Spec<string, SetInput, SetOutput> {
  const members = [...new Set(elements)];
  const numbers = new Map(members.map((element, i) => [element, i]));
  const empty = "\0".repeat(Math.ceil(members.length / bits));
  // Each answer is compared with many states.
  const answers = new WeakMap<readonly Value[], string | null>();
  const stateOf = (answer: readonly Value[]): string | null => {
    let state = answers.get(answer);
    if (state === undefined) {
      state = containing(answer, numbers, empty);
      answers.set(answer, state);
    }
    return state;
  };
  return {
    name: "set",
    init: empty,
    step(state, input, output) {
      if (input.type === "add") return [true, withElement(state, numbers.get(input.value)!)];
      return [!Array.isArray(output) || stateOf(output) === state, state];
    },
    readsOnly: ({ type }) => type === "read",
    // Nothing is ever removed.
    mayYetFit: (state, _, output) => !Array.isArray(output) || contains(stateOf(output), state),
    describe,
    describeState: (state) =>
      `{${members.filter((_, i) => has(state, i)).map(valueText).join(", ")}}`,
  };
}

const bits = 16;

function has(state: string, element: number): boolean {
  return (state.charCodeAt(Math.floor(element / bits)) >> element % bits & 1) === 1;
}

function withElement(state: string, element: number): string {
  if (has(state, element)) return state;
  const at = Math.floor(element / bits);
  const changed = state.charCodeAt(at) | 1 << element % bits;
  return state.slice(0, at) + String.fromCharCode(changed) + state.slice(at + 1);
}

/** The state that a read has seen; none if it has an element twice, or one that nobody adds. */
function containing(
  answer: readonly Value[],
  numbers: ReadonlyMap<Value, number>,
  empty: string,
): string | null {
  const units = Array.from(empty, () => 0);
  for (const element of answer) {
    const number = numbers.get(element);
    const at = Math.floor((number ?? 0) / bits), bit = 1 << (number ?? 0) % bits;
    if (number === undefined || (units[at]! & bit) !== 0) return null;
    units[at]! |= bit;
  }
  return units.map((unit) => String.fromCharCode(unit)).join("");
}

/** Whether a state has all elements of another. */
function contains(state: string | null, other: string): boolean {
  if (state === null) return false;
  for (let i = 0; i < other.length; i++) {
    if ((other.charCodeAt(i) & ~state.charCodeAt(i)) !== 0) return false;
  }
  return true;
}

function describe(input: SetInput, output: SetOutput | undefined): string {
  if (input.type === "add") return `add ${valueText(input.value)}`;
  return `read → ${Array.isArray(output) ? `{${output.map(valueText).join(", ")}}` : "?"}`;
}
