/** Part 12. The leader and its followers. @module */

import { type Leader, todo } from "./given.ts";

/**
 * A leader keeps for each follower a `Progress`, in `s.leading.progress`:
 *
 * - `match`: up to here its log agrees with the leader's, as it has said; 0 at first;
 * - `next`: the next entry to send, which may be a guess; always after `match`;
 * - `paused`: a message with entries is on its way to it;
 * - `round`: the latest round that it has answered;
 * - `mode`: "snapshot" as long as a snapshot is on its way to it; otherwise you may ignore it.
 *
 * What it sends is
 *
 *     { type: "appendEntries", term, previous, entries, commit, round }
 *
 * where `previous` is the position before the entries, `entriesFrom(s.log, index, raft.maxEntryBytesPerMessage)` are
 * as many as a message holds, `commit` is the commit index, and `round` is `s.leading.round`: a heartbeat adds one to it.
 * It does not send what it need not:
 *
 * - one message with entries at a time is on its way to a follower: until it is answered, or a heartbeat is due;
 * - what a follower needs is sent as soon as that allows;
 * - a follower that needs what is compacted (its `next` is not after `s.log.base.index`) gets a snapshot, by
 *   `sendSnapshot`; while that is on its way it gets no entries, and its heartbeat is `awaitSnapshot`.
 *
 * Messages are lost, doubled, and overtake each other, and so do answers.
 */
export const leader: Leader = {
  /** Appends an entry to the leader's log (`writeOwn`) and sends it on; its index. Who is alone commits at once. */
  append: (_raft, _s, _proposal, _io) => todo("part 12, append"),

  /**
   * Upon `appendEntriesReply`: { from, term, success, previous, match, hint, round }. Success: the logs agree up
   * to `match`; the leader commits what a quorum has (`raft.rules.quorumIndex(configurationOf(s), reached)`, where
   * `reached(node)` is how far a server has got, the leader itself included) if it may (`raft.rules.mayCommit`), by
   * `commitUntil`. If a snapshot is on its way, `snapshotAnswered` says what is next. No success: they do
   * not agree at `previous`, and `raft.rules.backUp(s.log, hint)` says what to send next; without a hint, and
   * where that place is not asked about any more, it says nothing.
   */
  appendEntriesReply: (_raft, _s, _message, _io) => todo("part 12, appendEntriesReply"),

  /** It is time to say that the leader is there, to everybody, and again after `raft.heartbeatMs`. */
  heartbeat: (_raft, _s, _io) => todo("part 12, heartbeat"),

  /**
   * It is time to see whether a quorum follows: whether it has answered anything that was sent since the last
   * time (`s.leading.checkedIn` is the round that began then, `raft.rules.quorumIndex` can count rounds as well).
   * If not, the leader is a follower without a leader. Else a new round begins, and it looks again after the most
   * that an election timeout takes.
   */
  quorum: (_raft, _s, _io) => todo("part 12, quorum"),
};
