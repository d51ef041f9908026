/** Part 1. Which commands interfere, and what an instance depends on. @module */

import { type Interference, todo } from "./given.ts";

/**
 * - `interfere(a, b)`: two values interfere when a command of one and a command of the other do: one writes what the other
 *   reads or writes, or both are of the same client, as a client's commands keep their order. "*" is everything there is, so it
 *   is also what the other command names. Each command reads or writes something. A no-op interferes with nothing.
 * - `attributes(rows, id, value)`: what a replica finds that this value depends on in the instance `id`. For each
 *   replica it is the last slot that interferes, however far its row goes and whatever is missing in between; 0 if there is none.
 *   An instance does not depend on itself, nor on what comes after it in its own row. The sequence number is greater by one than
 *   the greatest of all instances that interfere and that it may depend on; 1 if there is none.
 */
export const interference: Interference = {
  interfere: (_a, _b) => todo("part 1, interfere"),
  attributes: (_rows, _id, _value) => todo("part 1, attributes"),
};
