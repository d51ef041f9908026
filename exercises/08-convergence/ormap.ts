/** Part 6. A map whose keys come and go. */

import { type OrMap, todo } from "./given.ts";

/** What is known of a map, as a state or a delta; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface State {}

/** What a client has seen; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface Seen {}

/**
 * - A write to a field replaces the values that are in that field at this copy. Others stay; all
 *   that are not replaced or removed are read, each write for itself.
 * - What was seen are the values that were in a field, or in all fields of a key, at the copy that
 *   the client has read. To remove that takes away just those, wherever they are heard of: also where
 *   a write is heard of only later. Keys and fields with nothing in them are not there.
 * - Any text may be a key or a field: "" is one, too, and a field of the same name is in each key for
 *   itself.
 * - States and deltas are merged in any order, and as often as they come. A name writes at one copy
 *   only, which has all that it wrote.
 * - No function changes what it is given. A state has what is there, one number for each name, and
 *   what has come ahead of its turn; a delta, and what was seen, do not grow with the map.
 */
export const ormap: OrMap<State, Seen> = {
  empty: () => todo("part 6, empty"),
  put: (_s, _name, _key, _field, _value) => todo("part 6, put"),
  seen: (_s, _key, _field) => todo("part 6, seen"),
  remove: (_s, _seen) => todo("part 6, remove"),
  merge: (_a, _b) => todo("part 6, merge"),
  value: (_s) => todo("part 6, value"),
};
