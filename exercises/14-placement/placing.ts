/**
 * Part 11. A whole placement, from an empty page. You may use what you have written: `import … from
 * "./ring.ts"`.
 */

import { type Placing, todo } from "./given.ts";

/**
 * A placement as section 14.2 defines it, and with all that the chapter asks of one; `Placement` says
 * what each of its functions is for. It is built as you like.
 *
 * - Nodes may have weights and zones. The set of nodes decides, and nothing else: not who came first, nor
 *   what has been there. `add`, `remove` and `weigh` make another placement, and leave this one as it is.
 *   `members` are sorted by name.
 * - No move is needless. Shares are those of the weights, about as even as a ring with a hundred points
 *   for weight 1.
 * - `replicas` are on different nodes, the first where `place` says, and in as many zones as there are.
 * - Hashes may have few bits, so that many are equal; no two nodes ask for the same point.
 * - Refused are: a key that is no text and no bytes; to place without a node, and more replicas than
 *   nodes, or half of one; a name that is empty, no text, or there already; a weight that is not above 0
 *   and finite; to remove or weigh who is not there. It is told in the words of `cannot`.
 */
export const placing: Placing = {
  make: (_members, _hashing) => todo("part 11, make"),
};
