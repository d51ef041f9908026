/** Snapshots that count as lost too soon, too late, or for somebody else. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { NodeId, Raft } from "../../../exercises/10-raft/given.ts";
import { behind } from "../behind.ts";

type Waits = Answers["behind"];

/** With another patience. */
function waiting(patience: (raft: Raft) => number): Partial<Waits> {
  const sendSnapshot: Waits["sendSnapshot"] = (raft, s, to, io) => {
    behind.sendSnapshot(raft, s, to, io);
    s.leading!.progress.get(to)!.patience = patience(raft);
  };
  return {
    sendSnapshot,
    snapshotAnswered(raft, s, from, io) {
      const progress = s.leading!.progress.get(from)!, { match, next } = progress;
      if (match >= s.log.base.index) behind.snapshotAnswered(raft, s, from, io);
      else if (match + 1 >= next || progress.patience === 0) sendSnapshot(raft, s, from, io);
    },
  };
}

const least = ({ electionTimeoutMs: [least], heartbeatMs }: Raft) => Math.ceil(least / heartbeatMs);
const most = ({ electionTimeoutMs: [, most], heartbeatMs }: Raft) => most / heartbeatMs;

const common = new Map<NodeId, number>();

export const patienceMutants: Mutants<Answers> = {
  behind: {
    "the least timeout: a snapshot counts as lost before an election timeout is over": waiting(
      least,
    ),
    "rounded down: the last heartbeat is not waited for": waiting((raft) => Math.floor(most(raft))),
    "one more: a whole number of heartbeats is not enough": waiting((raft) =>
      Math.floor(most(raft)) + 1
    ),
    "eight at most: whoever sends many heartbeats loses patience": waiting((raft) =>
      Math.min(8, Math.ceil(most(raft)))
    ),
    "one patience: all leaders in one memory lose it together": {
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        common.set(to, s.leading!.progress.get(to)!.patience);
      },
      awaitSnapshot(raft, s, to, io) {
        behind.awaitSnapshot(raft, s, to, io);
        const left = Math.max(0, (common.get(to) ?? 0) - 1);
        common.set(to, left);
        s.leading!.progress.get(to)!.patience = left;
      },
    },
    "heartbeats in round 0: whoever waits for a snapshot follows no longer": {
      awaitSnapshot: (raft, s, to, io) =>
        behind.awaitSnapshot(
          raft,
          s,
          to,
          nested(io, {
            send: (node, message) =>
              io.send(node, message.type === "appendEntries" ? { ...message, round: 0 } : message),
          }),
        ),
    },
    "nothing but the snapshot: entries that are kept from before it are not sent": {
      snapshotAnswered(raft, s, from, io) {
        const progress = s.leading!.progress.get(from)!, { match } = progress;
        const isKept = match >= s.log.base.index && match < s.snapshot.last.index;
        if (!isKept) behind.snapshotAnswered(raft, s, from, io);
        else if (progress.patience === 0) behind.sendSnapshot(raft, s, from, io);
      },
    },
    "exactly its end: whoever has more than the snapshot waits until it counts as lost": {
      snapshotAnswered(raft, s, from, io) {
        const { match, next, patience } = s.leading!.progress.get(from)!;
        const isMore = match < s.log.base.index && match + 1 > next && patience > 0;
        if (!isMore) behind.snapshotAnswered(raft, s, from, io);
      },
    },
    "from its end on: entries that the follower lacks are left out": {
      snapshotAnswered(raft, s, from, io) {
        const progress = s.leading!.progress.get(from)!, { next } = progress;
        behind.snapshotAnswered(raft, s, from, io);
        progress.next = Math.max(progress.next, next);
      },
    },
    "another mode: it gets entries again, and not as one of which nothing is known": {
      snapshotAnswered(raft, s, from, io) {
        const progress = s.leading!.progress.get(from)!;
        behind.snapshotAnswered(raft, s, from, io);
        if (progress.mode === "probe") progress.mode = "replicate";
      },
    },
  },
};
