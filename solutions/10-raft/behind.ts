/** Part 20: patience, and another snapshot for those who answer. @module */

import { type Behind, ORIGIN, sendSnapshot } from "../../exercises/10-raft/given.ts";

export const behind: Behind = {
  sendSnapshot(raft, s, to, io) {
    const { term, snapshot } = s, { progress: all, round } = s.leading!, progress = all.get(to)!;
    progress.mode = "snapshot";
    progress.next = snapshot.last.index + 1;
    progress.patience = Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
    io.send(to, { type: "installSnapshot", term, snapshot, round });
  },

  awaitSnapshot(_raft, s, to, io) {
    const { term } = s, { progress: all, round } = s.leading!, progress = all.get(to)!;
    progress.patience = Math.max(0, progress.patience - 1);
    io.send(to, { type: "appendEntries", term, previous: ORIGIN, entries: [], commit: 0, round });
  },

  snapshotAnswered(raft, s, from, io) {
    const progress = s.leading!.progress.get(from)!, { match, next, patience } = progress;
    if (match >= s.log.base.index) {
      progress.mode = "probe";
      progress.next = match + 1;
      progress.paused = false;
    } else if (match + 1 >= next || patience === 0) sendSnapshot(raft, s, from, io);
  },
};
