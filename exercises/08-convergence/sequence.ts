/** Part 7. A text that several write. */

import { type Sequence, todo } from "./given.ts";

/** What a copy knows; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface State {}

/** What goes to other copies; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface Operation {}

/**
 * - Indices count the characters (units of UTF-16) that are to be read at this copy.
 * - Elements form a tree, as in Fugue. Its text is read in order: what hangs left of an element, the
 *   element, what hangs right of it. A new element hangs on the right of its left neighbour (or of the
 *   root, at the beginning), if nothing hangs there yet; otherwise on the left of the element that
 *   comes next after the left neighbour in the tree. The left neighbour is the one that is read before
 *   the index; what hangs there, and what comes next, may be deleted.
 * - Of those that hang on one side of one element, that comes first whose writer's name is the lesser
 *   text (as `<` compares), and of one writer's the one that it wrote first.
 * - The characters of one insert hang on each other: each on the right of the one before.
 * - What is deleted, by one or by several, is read no more; deleted elements stay in the tree.
 * - An operation is short: an insert has its text and 200 characters more at most (as text), however
 *   long it is; the deletion of a run that was inserted at once has 250 at most. Texts may be long.
 */
export const sequence: Sequence<State, Operation> = {
  empty: () => todo("part 7, empty"),
  insert: (_s, _name, _at, _text) => todo("part 7, insert"),
  remove: (_s, _at, _count) => todo("part 7, remove"),
  take: (_s, _op) => todo("part 7, take"),
  text: (_s) => todo("part 7, text"),
};
