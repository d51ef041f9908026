/** Part 6. A new leader, and what it takes over. @module */

import { type Takeover, todo } from "./given.ts";

/**
 * A leader has its ballot promised once, for all slots that it has not executed. Slots are numbered from 1.
 *
 * - `first(executed)`: from which slot on it asks acceptors for their votes, given that it has executed the slots up to `executed`.
 * - `proposals(first, promises)`: what it proposes in the slots from `first` on, one after the other, before anything new. Each of
 *   the `promises`, which are a quorum's, is the list of an acceptor's votes, in any order; there may be votes of slots before
 *   `first`, too, which is of no interest. A no-op is null. Where nobody in the quorum has voted, in this slot or a later one, nothing
 *   is proposed: what is new begins there.
 */
export const takeover: Takeover = {
  first: (_executed) => todo("part 6, first"),
  proposals: (_first, _promises) => todo("part 6, proposals"),
};
