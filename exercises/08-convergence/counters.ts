/** Part 2. Counters of copies that merge. */

import { type Counters, todo } from "./given.ts";

/** What a copy knows; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - The value is the sum of all updates of which the copy knows, its own and those it has heard of,
 *   each counted once: also when the same state comes twice, when an older one comes later, and when
 *   what one copy has done comes over others.
 * - A copy that begins again has lost what it did after `saved`; others may have heard of that, and
 *   what they know it counts again when it hears of it. What it adds from now on is counted besides.
 * - No function changes what it is given. A state has two numbers for each name that has written, and
 *   its own name; what was asked is not listed.
 */
export const counters: Counters<State> = {
  start: (_name, _saved) => todo("part 2, start"),
  add: (_s, _by) => todo("part 2, add"),
  merge: (_s, _other) => todo("part 2, merge"),
  value: (_s) => todo("part 2, value"),
};
