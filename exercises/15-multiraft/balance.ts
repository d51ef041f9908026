/** Part 9. The move that makes things better, until nothing can. */

import { type Balance, todo } from "./given.ts";

/**
 * - Moved is a replica of a range that is not busy and whose voters are all well, to a node that is
 *   well and has none of it. Neither may the new node receive, nor the leader send, more than
 *   `most` with it.
 * - First come zones: a replica that shares its zone with another one of its range is moved to a
 *   zone with fewer of the others (than share its zone with it), however full nodes are.
 * - If there is no such move: a replica is moved from a fuller node to one that is less full, if
 *   its new zone has no more of the others than its old one. How full a node is, is its replicas by
 *   its capacity; and with the replica the new node must be less full than the old one is without
 *   the move, by more than `slack`.
 * - Any such move will do; where there is none, there is none to give. So moving comes to an end.
 */
export const balance: Balance = (_view) => todo("part 9");
