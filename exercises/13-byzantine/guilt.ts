/** Part 10. Who is guilty, by what they have signed. @module */

import { type Guilt, todo } from "./given.ts";

/**
 * Whom these votes convict, of all replicas of `cluster`: each once, with two votes of its own that nobody loyal signs
 * both. (Loyal replicas vote as part 8 says, and save before they send.) Votes of other clusters, of other sorts, and of
 * nodes that are no replicas, convict nobody. Some votes are there several times.
 *
 * - *two votes*: for different blocks in one view.
 * - *against the lock*: whoever votes for a block has learnt the certificate in it, of the parent, and so has locked the parent's parent,
 *   the block for which the parent's certificate is. Later, in a higher view, it votes for a block that does not extend that one, and whose own certificate is
 *   not of a later view than that one.
 *
 * Blocks are known by `blocks`, and so is "genesis", which all extend. A vote for a block that is not known proves nothing about
 * locks, nor does one for a block whose parent is not known tell what was locked. Nobody is convicted who may be loyal. The certificates
 * in the blocks are genuine, and each is for the parent and of its view.
 */
export const guilt: Guilt = (_cluster, _blocks, _votes) => todo("part 10, guilt");
