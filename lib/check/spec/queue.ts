/** A first-in, first-out queue, the classic example of Herlihy and Wing (1990). @module */

import { encode } from "../../model/encode.ts";
import type { Spec } from "./spec.ts";
import type { Value } from "./register.ts";

/** What is asked of a queue. */
export type QueueInput =
  | { readonly type: "enqueue"; readonly value: Value }
  | { readonly type: "dequeue" };

/** A dequeue answers the oldest value, or `null` when there is none. */
export type QueueOutput = Value;

/**
 * A queue that starts empty.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { queue } from "hb/check/spec/queue.ts";
 *
 * assertEquals(queue.step([1, 2], { type: "dequeue" }, 1), [true, [2]]);
 * assertEquals(queue.step([1, 2], { type: "dequeue" }, 2), [false, [2]]);
 * ```
 */
export const queue: Spec<readonly Value[], QueueInput, QueueOutput> = {
  name: "queue",
  init: [],
  step(state, input, output) {
    if (input.type === "enqueue") return [true, [...state, input.value]];
    const oldest = state[0] ?? null;
    return [output === undefined || output === oldest, state.length === 0 ? state : state.slice(1)];
  },
  describe(input, output) {
    if (input.type === "enqueue") return `enqueue ${encode(input.value)}`;
    return `dequeue → ${output === undefined ? "?" : encode(output)}`;
  },
};
