/** Part 8. Stand-ins, hints, and tombstones. */

import { type Handoff, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * What becomes of a copy whose home is down. Nodes crash and come back with what they saved; messages may be lost, come
 * late, and come twice. `io.dotted` has the functions of part 6.
 *
 * - The first `n` of the list are the homes. For each of them that is down, in their order, another node stands in: the
 *   next of the list that is up, is no home, and does not stand in for another home already. When there are no more such nodes,
 *   nobody stands in. `places` names homes that are up, and stand-ins, in any order.
 * - What a node is told to keep as a home (`home: null`) it syncs with what it knows of the key. What it is told to
 *   keep for another it syncs with what it keeps for that one, apart from what it knows itself. It says
 *   `kept` when it does. What would be more than `rules.most` it does not keep, and says nothing.
 * - A round offers each home each copy that is kept for it. It is kept until that home has said that it has seen all of it, as it is
 *   by then. A home that is offered a copy syncs it, and says what it has seen of that key.
 * - A tombstone is forgotten only when all nodes agree. A node agrees if it keeps nothing of that key for others, and, if it is a
 *   home, knows nothing of the key but tombstones, and has seen just what is asked about. `sweep` asks all nodes, itself by a
 *   message as well, where all that is known here of the key are tombstones; each sweep begins anew, and who agreed
 *   before must do so again. A `purgeable` counts for the last sweep that asked about its key, if it names just what that asks about:
 *   which sweep it answers it does not say. When all nodes have agreed, all are told to forget it, once, and the sweep is over.
 *   A node that is told so forgets it if it still has just that. A home that has forgotten does not agree again: where a `purge`
 *   is lost, the tombstone stays with who has not got it.
 *   (That nothing of that key is under way then is seen to by others.)
 * - What was kept, handed over, or forgotten, is so after a crash; a sweep that was under way is not. Each change is
 *   worth one record, which is longer than the copy that it is about by no more than 150 characters; what changes nothing is worth none.
 */
export const handoff: Handoff<State> = {
  places: (_list, _n, _down) => todo("part 8, places"),
  start: (_rules, _journal, _io) => todo("part 8, start"),
  upon: (_s, _from, _message, _io) => todo("part 8, upon"),
  round: (_s, _io) => todo("part 8, round"),
  sweep: (_s, _key, _io) => todo("part 8, sweep"),
  copyOf: (_s, _key) => todo("part 8, copyOf"),
};
