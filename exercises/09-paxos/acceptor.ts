/** Part 1. The acceptor, whole. @module */

import { type Acceptor, todo } from "./given.ts";

/**
 * Upon `prepare`, { from, ballot }, a proposer asks for a promise; upon `accept`, { from, ballot, value }, for a vote.
 *
 * - A promise binds: an acceptor takes no part in ballots below the highest that it has promised. Whoever asks in one is
 *   told so: `nack`, with their ballot and what is promised.
 * - To vote in a ballot is to promise it, too.
 * - A promise tells of the acceptor's last vote, which it keeps when it promises more. Everybody hears of a vote.
 * - Messages come twice, and answers are lost: whoever asks again in the ballot that is promised gets the same answer again, as
 *   it may be the first that arrives. It does no harm: in a ballot there is one proposer and one value, and each acceptor counts
 *   once. Only who asks for a promise in the ballot of the acceptor's own vote needs none any more, as a quorum has promised: it may
 *   be told of that vote, or of nothing.
 * - What is promised and voted for outlives a crash, and so does the proposer's `round`, which is in the same record. No
 *   promise and no vote is known to anybody before it is durable.
 */
export const acceptor: Acceptor = {
  prepare: (_paxos, _s, _message, _io) => todo("part 1, prepare"),
  accept: (_paxos, _s, _message, _io) => todo("part 1, accept"),
};
