/** Part 3: the same vote may be given again, another one may not. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const votes: Pick<Rules, "mayVote" | "mayPreVote"> = {
  mayVote: (term, votedFor, { candidate, term: asked }) =>
    asked === term && (votedFor ?? candidate) === candidate,
  mayPreVote: (term, { term: asked }) => asked > term,
};
