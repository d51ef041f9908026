/** Part 5. The proposer, whole; then all of Paxos. @module */

import { type Proposer, todo } from "./given.ts";

/**
 * A proposer takes wishes until it knows what is decided, and tries one ballot after the other. The acceptor and the
 * learner are the book's.
 *
 * `propose`, { from, value }: a client wants something decided.
 * - If it is known what is, that is the answer. Else the client waits in `s.wishes`, once, with what it wanted last. A new client
 *   is the last; one that waits already keeps its place or becomes the last, as you like. If nobody has waited, a ballot begins.
 *
 * A ballot that begins (`s.attempt`) is the proposer's own, and higher than all that the node has ever used or promised, and than all
 * that it has met in a `nack` since it started. So `s.round` is durable before anybody hears of the ballot. All nodes are asked to
 * promise it. When nothing is decided `paxos.patienceMs` later, another one begins.
 *
 * `promise`, { from, ballot, accepted }
 * - Only promises of the ballot that is tried count, each node once, and in phase 1 only. When a quorum of phase 1 has promised, all
 *   nodes are asked to vote, once, for what `paxos.toPropose(votes, own)` says; `own` is what the first waits for.
 *
 * `nack`, { from, ballot, promised }
 * - Somebody has a higher ballot, and the proposer remembers its round. If its own ballot is the one that is refused, it gives it up, and
 *   stands back before it begins another one: for 1 ms to `paxos.backoffMs` the first time, drawn by `io.choose`, and
 *   up to twice as long each time in a row (`s.failures`), but never more than `paxos.mostBackoffMs`; where that comes
 *   to less than 1 ms, for 1 ms. (Where all orders of events are tried, `backoffMs` is 0.)
 *
 * `retry`: the timer has gone off. A ballot begins, if anybody waits.
 */
export const proposer: Proposer = {
  propose: (_paxos, _s, _message, _io) => todo("part 5, propose"),
  promise: (_paxos, _s, _message, _io) => todo("part 5, promise"),
  nack: (_paxos, _s, _message, _io) => todo("part 5, nack"),
  retry: (_paxos, _s, _io) => todo("part 5, retry"),
};
