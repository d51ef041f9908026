/** Part 3. One vote a term. @module */

import { type Rules, todo } from "./given.ts";

/** Who stands, and for which term: `{ candidate, term }`. What the logs have to say comes in stage 3B. */
export const votes: Pick<Rules, "mayVote" | "mayPreVote"> = {
  /**
   * Whether a voter in `term`, which has voted in it as `votedFor` says (null: for nobody yet), is free to
   * vote for the candidate. A greater term the voter has entered before it asks this.
   */
  mayVote: (_term, _votedFor, _candidacy) => todo("part 3, mayVote"),

  /**
   * Whether a voter in `term` would be free to vote for the candidate, if it stood for `candidacy.term`. It
   * only asks: nobody enters a term, and no vote is given.
   */
  mayPreVote: (_term, _candidacy) => todo("part 3, mayPreVote"),
};
