/** The follower's work: it takes entries that fit its log, and snapshots (section 3.5, chapter 5). @module */

import type { Hint, Incoming } from "./messages.ts";
import { hearLeader, type RaftIo, updateTerm } from "./roles.ts";
import type { Raft } from "./settings.ts";
import type { State } from "./state.ts";
import { restore, write } from "./writing.ts";

/** What only a leader sends. */
export type FromLeader = Incoming<"appendEntries" | "installSnapshot" | "snapshotChunk">;

/** The leader sends entries, or an empty message as a heartbeat. */
export function uponAppendEntries(
  raft: Raft,
  s: State,
  message: Incoming<"appendEntries">,
  io: RaftIo,
): void {
  const { rules } = raft, { from, term, previous, entries } = message;
  updateTerm(raft, s, term, io);
  if (term < s.term) return refuse(s, message, previous.index, null, io);
  hearLeader(raft, s, from, io);
  if (!rules.agrees(s.log, previous)) {
    return refuse(s, message, previous.index, rules.hint(s.log, previous), io);
  }
  const there = rules.alreadyThere(s.log, previous, entries);
  if (there < entries.length) {
    write(raft, s, previous.index + there, entries.slice(there), io);
  }
  const agreed = rules.agreedUntil(s.log, previous, entries);
  commit(raft, s, rules.followerCommit(s.commitIndex, message.commit, agreed), io);
  accept(s, message, previous.index, agreed, io);
}

/** The leader sends its snapshot. */
export function uponInstallSnapshot(
  raft: Raft,
  s: State,
  message: Incoming<"installSnapshot">,
  io: RaftIo,
): void {
  const { from, term, snapshot } = message;
  const { index } = snapshot.last;
  updateTerm(raft, s, term, io);
  if (term < s.term) return refuse(s, message, index, null, io);
  hearLeader(raft, s, from, io);
  if (raft.rules.isNews(snapshot, s.commitIndex)) restore(raft, s, snapshot, io);
  accept(s, message, index, Math.min(index, s.commitIndex), io);
}

function commit(raft: Raft, s: State, index: number, io: RaftIo): void {
  if (index <= s.commitIndex) return;
  s.commitIndex = index;
  raft.steps.applyCommitted(raft, s, io);
}

/** Agrees with the leader as far as it is known to. */
export function accept(
  s: State,
  { from, round }: FromLeader,
  previous: number,
  agreed: number,
  io: RaftIo,
): void {
  // Every later leader also has what is committed here.
  const match = Math.max(agreed, s.commitIndex);
  io.send(from, {
    type: "appendEntriesReply",
    term: s.term,
    success: true,
    previous,
    match,
    hint: null,
    round,
  });
}

/** Does not agree with the leader at `previous`, or has met a later one. */
export function refuse(
  s: State,
  { from, round }: FromLeader,
  previous: number,
  hint: Hint | null,
  io: RaftIo,
): void {
  io.send(from, {
    type: "appendEntriesReply",
    term: s.term,
    success: false,
    previous,
    match: 0,
    hint,
    round,
  });
}
