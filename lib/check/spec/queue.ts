/** A first-in, first-out queue, the classic example of Herlihy and Wing (1990). @module */

import { encode } from "../../model/encode.ts";
import type { Value } from "./register.ts";
import type { Spec } from "./spec.ts";
import { valueText } from "./value_text.ts";

/** What is asked of a queue. */
export type QueueInput =
  | { readonly type: "enqueue"; readonly value: Value }
  | { readonly type: "dequeue" };

/** A dequeue answers the oldest value, or `null` when there is none. */
export type QueueOutput = Value;

/**
 * A queue that starts empty. A state is a text with a line an element, oldest first: texts are compared and
 * hashed at once, and a history may have thousands of elements waiting.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { queue } from "hb/check/spec/queue.ts";
 *
 * const [, one] = queue.step(queue.init, { type: "enqueue", value: 1 }, null);
 * const [, two] = queue.step(one, { type: "enqueue", value: 2 }, null);
 * assertEquals(queue.step(two, { type: "dequeue" }, 1)[0], true);
 * assertEquals(queue.step(two, { type: "dequeue" }, 2)[0], false);
 * ```
 */
export const queue: Spec<string, QueueInput, QueueOutput> = {
  name: "queue",
  init: "",
  step(state, input, output) {
    if (input.type === "enqueue") return [true, `${state}${encode(input.value)}\n`];
    const end = state.indexOf("\n");
    if (end < 0) return [output === undefined || output === null, state];
    const fits = output === undefined || encode(output) === state.slice(0, end);
    return [fits, state.slice(end + 1)];
  },
  describe(input, output) {
    if (input.type === "enqueue") return `enqueue ${valueText(input.value)}`;
    return `dequeue → ${output === undefined ? "?" : valueText(output)}`;
  },
  describeState: (state) => `[${state.trimEnd().replaceAll("\n", ", ")}]`,
};
