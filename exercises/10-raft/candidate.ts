/** Part 6. The candidate: from the election timeout to the first thing that a leader does. @module */

import { type Candidate, todo } from "./given.ts";

/**
 * Nobody else starts an election: if a server that should stand does not, there is no leader.
 *
 * A server that stands is in a term of its own, in which it has voted for itself (`raft.rules.becomeCandidate`,
 * saved by `enterTerm`); its `role` is "candidate". It has asked all other voters of the configuration in
 * force (`votersOf(configurationOf(s))`) with
 *
 *     { type: "requestVote", term, last, pre: false, transfer: false }
 *
 * where `last` is its own last position, and counts who has said what in `s.votes`, a Map from servers to
 * booleans in which its own yes is the first. The first answer of each voter counts. `raft.rules.countVotes` says
 * of a configuration and the votes "won", "lost" or "pending". Who has lost is a follower without a leader.
 *
 * With `raft.preVote` a server asks first whether it would win, since a term is not to be disturbed for
 * nothing: its `role` is "precandidate", it enters no term and saves nothing, and its question, `pre: true`, is
 * about the term after its own. If it would win, it stands.
 *
 * Who has won leads: `role`, `leader`; without `lease` and `votes`. `startLeading` gives it what a leader keeps.
 * From now on it waits for no leader; its `heartbeat` timer goes off after `raft.heartbeatMs`, and with
 * `raft.checkQuorum` its `quorum` timer after the most that an election timeout takes
 * (`raft.electionTimeoutMs`, least and most). Then it appends a `noop`, an entry of its own term.
 */
export const candidate: Candidate = {
  /**
   * The election timer has gone off. Either only the lease is over, and the random rest of the timeout begins
   * (`endLease`); or no leader has been heard for all of it. Then none is known any more, and the server waits
   * anew, whatever else it does: this election may fail. It stands, or asks, if it may
   * (`raft.rules.promotable(s, io.self)`).
   */
  election: (_raft, _s, _io) => todo("part 6, election"),

  /**
   * Upon `requestVoteReply`: { from, term, granted, pre }. The term is that of the voter; but a yes to a question
   * (`pre`) has the term that was asked about, which nobody has entered, while a no may come from a voter in
   * an older term than one's own. Answers to what is no longer asked, or no longer in that term, are late.
   */
  requestVoteReply: (_raft, _s, _message, _io) => todo("part 6, requestVoteReply"),
};
