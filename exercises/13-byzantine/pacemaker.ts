/** Part 9. The pacemaker: how replicas come together in a view. @module */

import { type Pacemaker, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A replica never goes back to an earlier view. What is about another cluster, or sort, is ignored, and so is whoever is no
 * replica. Of each replica its highest wish counts, and for no other view. What you send to yourself does not come: your own wish counts
 * at once.
 *
 * - `start`: the replica is in view 1, and waits `rules.viewMs`.
 * - `overdue`: it wants the next view, or still the one that it wants already if that is higher. It signs that, says so to all other replicas
 *   (again and again, as messages are lost), and waits once more, as long as this view may take.
 * - When so many others that one of them is loyal (as in part 3) want higher views than it has ever wanted, and than its own, it
 *   wants the highest view that so many of them want at least, and says so to all other replicas.
 * - When a quorum, itself included, wants the same view, and that is higher than its own, it makes a certificate of their wishes, sends
 *   it to all other replicas, and enters the view. Whoever is shown such a certificate for a higher view enters it, too, and says nothing.
 * - `certified`: if the view is its own or a later one, it enters the view after it.
 * - To enter a view it calls `io.enter`, and waits anew. A view that a certificate for a block has led to may take `rules.viewMs`; a
 *   view that wishes have led to twice as long as the one before, but never more than 2¹⁰ times `rules.viewMs`.
 */
export const pacemaker: Pacemaker<State> = {
  start: (_rules, _io) => todo("part 9, start"),
  overdue: (_s, _io) => todo("part 9, overdue"),
  wish: (_s, _wish, _io) => todo("part 9, wish"),
  entrance: (_s, _entrance, _io) => todo("part 9, entrance"),
  certified: (_s, _view, _io) => todo("part 9, certified"),
};
