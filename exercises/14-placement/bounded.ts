/** Part 7. No node above its bound. */

import { type Bounded, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Of m things, a node of weight w takes at most (1 + epsilon) * m * w / W, rounded up, where W is the
 *   weight of all.
 * - `take` gives one more thing to the first node of the walk that has less than that, with it counted in
 *   m. A walk may name a node several times, and may leave nodes out: those are asked last, by name. No
 *   more of the walk is read than that needs.
 * - `release` makes room. Refused are an epsilon that is no finite number from 0 on, to take without a
 *   node, and to release what is not there.
 * - `assign` places keys that are all known, so that their set decides: by hash, those of one hash by
 *   name, each by the rule of `take` with m the number of all keys. A key that is listed twice is one
 *   key. Each key's walk is asked for once.
 */
export const bounded: Bounded<State> = {
  start: (_nodes, _epsilon) => todo("part 7, start"),
  take: (_s, _walk) => todo("part 7, take"),
  release: (_s, _id) => todo("part 7, release"),
  assign: (_nodes, _epsilon, _keys, _walk) => todo("part 7, assign"),
};
