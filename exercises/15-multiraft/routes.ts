/** Part 1. Where ranges are, or were. */

import { type Routes, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - No two routes that are remembered have a key in common, and no group has two.
 * - Of two routes of one group the newer is right: that of the later version; in one version, that
 *   of the later conf; in one epoch, whatever was learned last.
 * - Of two routes of different groups that have a key in common, that of the later version is right
 *   about all of its keys. No two of the same version have one.
 * - What is learned and is right takes the place of all that it is right about, and of all of it;
 *   what is not changes nothing.
 */
export const routes: Routes<State> = {
  start: () => todo("part 1, start"),
  learn: (_s, _route) => todo("part 1, learn"),
  find: (_s, _key) => todo("part 1, find"),
  forget: (_s, _group) => todo("part 1, forget"),
};
