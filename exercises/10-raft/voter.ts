/** Part 5. The voter, whole: a candidate asks for a vote. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `requestVote`: { from, term, last, pre, transfer }.
 *
 * 1. A server that leads, or has just heard from a leader (`s.lease`), does not listen to others that
 *    want to lead: it does nothing at all. This is so for questions (`pre`), and for candidates if
 *    `raft.checkQuorum`; but not if the leader itself has told the candidate to stand (`transfer`).
 * 2. The term of a candidate's request is taken over (`updateTerm`); that of a question is not, since
 *    nobody is in it yet.
 * 3. The vote is granted if the voter is free to give it (`raft.rules.mayVote`; `raft.rules.mayPreVote` for
 *    a question) and the candidate's last entry, `last`, is up to date beside the voter's own
 *    (`raft.rules.isUpToDate`, `lastPosition(s.log)`).
 * 4. A vote that is granted, and not only promised, is kept: the voter follows no leader any more
 *    (`s.lease = false`); and if it is a new vote, it is saved (`enterTerm`), and whatever else the voter
 *    was, it is a follower that knows no leader (`becomeFollower`). A vote that was given before is not new:
 *    what the voter is, and whom it follows, stays as it is, and nothing is saved.
 * 5. A server that has given its vote resets its election timer (`resetElectionTimer`). One that has not
 *    goes on waiting as it did: otherwise a candidate that cannot win could keep those that can from
 *    standing.
 * 6. The answer is `{ type: "requestVoteReply", term, granted, pre }`: with the term that was asked for
 *    if it is a yes, else with the voter's own.
 *
 * Who is a member does not matter: either log may not know yet that the other server is.
 */
export const voter: Upon<"requestVote"> = (_raft, _s, _message, _io) => todo("part 5, the voter");
