/** Part 4. Rendezvous. */

import { type Rendezvous, todo } from "./given.ts";

/**
 * - The best node of a key is that with the greatest score, -weight / ln(hash); of equal scores, the
 *   lesser name. Replicas are the best, the second best, and so on.
 * - Weights are from 10 ** -6 to 10 ** 6, and hashes may be so near to 0 or to 1 as numbers can be.
 * - The list of nodes has no order that counts, and stays as it is. The hash is asked for once for each
 *   node.
 * - To place without a node is refused, and so are more replicas than nodes, and a `count` that is no
 *   whole number from 0 on.
 */
export const rendezvous: Rendezvous = {
  place: (_nodes, _hash) => todo("part 4, place"),
  replicas: (_nodes, _hash, _count) => todo("part 4, replicas"),
};
