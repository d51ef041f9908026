/** Part 13: who waits is noted before the entry is appended, and answered when it is applied. @module */

import {
  append,
  applyEntry,
  type Clients,
  entryAt,
  lastIndex,
  takeSnapshot,
} from "../../exercises/10-raft/given.ts";

export const clients: Clients = {
  request(raft, s, { from, command, stamp }, io) {
    const { leading, leader, transfer } = s;
    if (leading === null) return io.answer(from, { ok: false, why: "not leader", leader });
    if (transfer !== undefined || leading.uncommittedBytes > raft.maxUncommittedBytes) {
      return io.answer(from, { ok: false, why: "busy" });
    }
    s.waiting.set(lastIndex(s.log) + 1, { term: s.term, address: from });
    append(raft, s, { type: "command", command, stamp }, io);
  },

  applyCommitted(raft, s, io) {
    while (s.lastApplied < s.commitIndex) {
      const index = ++s.lastApplied, entry = entryAt(s.log, index)!;
      const answer = applyEntry(raft, s, entry, index);
      const waiting = s.waiting.get(index);
      s.waiting.delete(index);
      if (waiting !== undefined && waiting.term !== entry.term) {
        io.answer(waiting.address, { ok: false, why: "lost" });
      } else if (waiting !== undefined && answer !== undefined) io.answer(waiting.address, answer);
      const applied = index - s.snapshot.last.index;
      if (raft.rules.isSnapshotDue(applied, raft.snapshotEvery)) takeSnapshot(raft, s, io);
    }
  },
};
