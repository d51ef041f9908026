/** Part 6. Maglev's table. */

import { type Maglev, todo } from "./given.ts";

/**
 * - Nodes have turns, by name, round after round, until every entry is taken. In its turn a node takes
 *   the entry that it prefers most among those that are free.
 * - With weights, a node has a turn only in some rounds. In each round it saves its weight; if it has
 *   saved as much as the heaviest node weighs, it pays that and has its turn.
 * - The list of nodes has no order that counts, and may be empty only if the size is 0.
 * - What has been taken stays so: nobody asks again for entries that it has found taken. In all there are
 *   no more than twice as many questions as that needs.
 * - More nodes than entries are refused, and so is a size that is no whole number from 0 on.
 */
export const maglev: Maglev = (_nodes, _size, _prefers) => todo("part 6, maglev");
