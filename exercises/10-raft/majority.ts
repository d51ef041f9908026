/** Part 4. How an election stands. @module */

import { type CountVotes, todo } from "./given.ts";

/**
 * How an election among `voters` stands, where `vote(voter)` is true for yes, false for no, and undefined as
 * long as there is no answer: "won" by more than half of all voters, "lost" when that cannot be reached any
 * more, else "pending". With no voters at all it is won.
 */
export const majority: CountVotes = (_voters, _vote) => todo("part 4, majority");
