/**
 * A queue that hands out what was put into it in any order, each element as often as it was put. Knossos
 * calls it an unordered queue.
 *
 * A dequeue whose answer nobody saw has taken one element, and it is left open which: one fewer may be
 * there. That is as good as choosing, since such a dequeue never ended, and may take effect later.
 *
 * @module
 */

import type { QueueInput, QueueOutput } from "./queue.ts";
import type { Value } from "./register.ts";
import type { Spec } from "./spec.ts";
import { valueText } from "./value_text.ts";

/**
 * A queue that starts empty, into which `elements` may be put. A state is a text: a character for each
 * element, which says how often it is there, and one for how many are there of which nobody knows whether
 * they were taken. Texts are compared and hashed at once.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unorderedQueue } from "hb/check/spec/unordered_queue.ts";
 *
 * const spec = unorderedQueue([1, 2]);
 * const [, one] = spec.step(spec.init, { type: "enqueue", value: 1 }, null);
 * const [, two] = spec.step(one, { type: "enqueue", value: 2 }, null);
 * assertEquals(spec.step(two, { type: "dequeue" }, 2), [true, one]);
 * assertEquals(spec.step(one, { type: "dequeue" }, 2)[0], false);
 * ```
 */
export function unorderedQueue(elements: Iterable<Value>): Spec<string, QueueInput, QueueOutput> {
  const members = [...new Set(elements)];
  const numbers = new Map(members.map((element, i) => [element, i]));
  const empty = "\0".repeat(members.length + counters);
  return {
    name: "unordered queue",
    init: empty,
    step(state, input, output) {
      if (input.type === "enqueue") {
        return [true, changed(state, numbers.get(input.value)!, 1)];
      }
      const left = sizeOf(state) > takenOf(state);
      if (output === undefined) return [true, left ? withTaken(state, takenOf(state) + 1) : state];
      // Then everything that is still counted has been taken.
      if (output === null) return left ? [false, state] : [true, empty];
      const number = numbers.get(output);
      if (!left || number === undefined || state.charCodeAt(number) === 0) return [false, state];
      return [true, changed(state, number, -1)];
    },
    describe(input, output) {
      if (input.type === "enqueue") return `enqueue ${valueText(input.value)}`;
      return `dequeue → ${output === undefined ? "?" : valueText(output)}`;
    },
    describeState(state) {
      const each = members.flatMap((element, i) =>
        Array<string>(state.charCodeAt(i)).fill(valueText(element))
      );
      const taken = takenOf(state);
      return `{${each.join(", ")}}${taken === 0 ? "" : ` without ${taken} of them`}`;
    },
  };
}

/** Behind the elements: how many there are, and how many of them may have been taken, two characters each. */
const counters = 4;

function sizeOf(state: string): number {
  return numberAt(state, state.length - 4);
}

function takenOf(state: string): number {
  return numberAt(state, state.length - 2);
}

function changed(state: string, element: number, by: 1 | -1): string {
  const times = state.charCodeAt(element) + by;
  if (times >= 2 ** 16) throw new RangeError("Cannot hold an element 65,536 times in a queue");
  const others = state.slice(element + 1, -counters);
  const size = numberText(sizeOf(state) + by);
  return state.slice(0, element) + String.fromCharCode(times) + others + size + state.slice(-2);
}

function withTaken(state: string, taken: number): string {
  return state.slice(0, -2) + numberText(taken);
}

function numberAt(state: string, at: number): number {
  return state.charCodeAt(at) * 2 ** 16 + state.charCodeAt(at + 1);
}

function numberText(number: number): string {
  return String.fromCharCode(Math.floor(number / 2 ** 16), number % 2 ** 16);
}
