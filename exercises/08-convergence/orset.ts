/** Part 4. A set without tombstones. */

import { type OrSet, todo } from "./given.ts";

/** What is known of a set, as a state or a delta; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - An add is an event of its own, and stands for its element until somebody removes it who knows it.
 *   The delta of an add says: this event is there, and those by which the element had been there at
 *   this copy are gone. The delta of a remove says: those by which the element was there at this copy
 *   are gone; where it was not there, nothing.
 * - What is gone stays gone, whatever comes late: also where it is heard that an event is gone before
 *   it is heard that it was. All else stays. An element is there if any of its events is.
 * - States and deltas are merged in any order, and as often as they come. A name writes at one copy
 *   only, which has all that it wrote.
 * - No function changes what it is given. A state has what is there, one number for each name, and
 *   what has come ahead of its turn; nothing is kept of what is gone. A delta does not grow with the
 *   set.
 */
export const orset: OrSet<State> = {
  empty: () => todo("part 4, empty"),
  add: (_s, _name, _element) => todo("part 4, add"),
  remove: (_s, _element) => todo("part 4, remove"),
  merge: (_a, _b) => todo("part 4, merge"),
  elements: (_s) => todo("part 4, elements"),
};
