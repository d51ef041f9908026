/** Part 5. The voter, whole: a candidate asks for a vote. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `requestVote`: { from, term, last, pre, transfer }. A server stands for `term`, or only asks (`pre`) whether it
 * would win if it did; `last` is the position of its last entry.
 *
 * The answer is `{ type: "requestVoteReply", term, granted, pre }`: a yes has the term that was asked for, a no the
 * voter's own.
 *
 * - A leader that is well must not be replaced. A server that leads, or has just heard from a leader (`s.lease`),
 *   is deaf to questions, and with `raft.checkQuorum` to candidates too: it does nothing at all. Unless the
 *   leader itself has told that one to stand (`transfer`).
 * - A candidate is in its term, and who meets a greater term enters it (`updateTerm`). Nobody is in the term
 *   of a question yet.
 * - A vote goes to a candidate whose log is at least as complete (`raft.rules.isUpToDate`, `lastPosition(s.log)`), if
 *   it is free (`raft.rules.mayVote`; for a question `raft.rules.mayPreVote`).
 * - A vote that is given outlives a crash (`enterTerm`), and who has given it follows nobody, and is not led. One
 *   that was given before is given again, and is not new: nothing is saved, and what the voter is and whom it
 *   follows stays, but that it is not led (`lease`).
 * - Who has given its vote waits anew (`resetElectionTimer`). Who has not goes on waiting as it did.
 * - Who is a member does not matter: either log may not know yet that the other server is.
 */
export const voter: Upon<"requestVote"> = (_raft, _s, _message, _io) => todo("part 5, the voter");
