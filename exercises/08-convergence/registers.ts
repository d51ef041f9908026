/** Part 3. Registers: the last writer, or all of them. */

import { type Register, todo, type Value } from "./given.ts";

/** What is known of a register; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface Last {}

// deno-lint-ignore no-empty-interface
interface Multi {}

/**
 * Both: no function changes what it is given; whatever comes twice, late, or over others, copies that
 * know the same writes read the same. A name writes at one copy only. A state does not grow with the
 * number of writes: what was replaced is not kept.
 *
 * - The time of a write is what the writer's clock shows, but at least 1 more than that of the write
 *   that the copy has read there. A clock shows whole numbers: large ones, and such as are below 0.
 *   The latest write wins. Of two at one time that wins whose name is the greater text (as `<`
 *   compares texts).
 */
export const last: Register<Value | undefined, Last> = {
  empty: () => todo("part 3, last: empty"),
  write: (_s, _name, _value, _now) => todo("part 3, last: write"),
  merge: (_a, _b) => todo("part 3, last: merge"),
  read: (_s) => todo("part 3, last: read"),
};

/**
 * - A write replaces all values that its copy knows, and no others. All that are not replaced are
 *   read, each write for itself, though two have the same value. Clocks do not matter.
 */
export const multi: Register<readonly Value[], Multi> = {
  empty: () => todo("part 3, multi: empty"),
  write: (_s, _name, _value, _now) => todo("part 3, multi: write"),
  merge: (_a, _b) => todo("part 3, multi: merge"),
  read: (_s) => todo("part 3, multi: read"),
};

export const registers = { last, multi };
