/** Part 2. What may be proposed. @module */

import { todo, type ToPropose } from "./given.ts";

/**
 * What a proposer proposes, given the votes that a quorum has told of, in any order; those who have never voted have told
 * of none. `own` is what the proposer would like.
 */
export const value: ToPropose = (_votes, _own) => todo("part 2, value");
