/** Followers that are behind, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { State } from "../../../exercises/10-raft/given.ts";
import { behind } from "../behind.ts";
import { snapshotsWith } from "./otherwise.ts";

/** A server that has kept the first snapshot it ever sent. */
interface Keeping extends State {
  kept?: State["snapshot"];
}

export const behindMutants: Mutants<Answers> = {
  behind: {
    "with every heartbeat: a snapshot is sent again before anybody knows whether it has arrived": {
      awaitSnapshot: (raft, s, to, io) => behind.sendSnapshot(raft, s, to, io),
    },
    "never again: a snapshot that is lost is not sent a second time": {
      awaitSnapshot(raft, s, to, io) {
        const progress = s.leading!.progress.get(to)!, { patience } = progress;
        behind.awaitSnapshot(raft, s, to, io);
        progress.patience = patience;
      },
    },
    "no patience: any answer but that of the snapshot brings it once more": {
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        s.leading!.progress.get(to)!.patience = 0;
      },
    },
    "entries go on: nobody notes that a snapshot is on its way": {
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        s.leading!.progress.get(to)!.mode = "probe";
      },
    },
    "silence: whoever waits for a snapshot hears nothing of the leader": {
      awaitSnapshot: (raft, s, to, io) =>
        behind.awaitSnapshot(raft, s, to, nested(io, { send() {} })),
    },
    "the first snapshot: it is kept, and sent again for ever": {
      sendSnapshot: snapshotsWith(({ snapshot }, s: Keeping) => ({
        snapshot: s.kept ??= clone(snapshot),
      })),
    },
    "it has arrived: entries are sent from the end of the snapshot, whatever the follower says": {
      snapshotAnswered(_raft, s, from) {
        const progress = s.leading!.progress.get(from)!;
        progress.mode = "probe";
        progress.paused = false;
      },
    },
    "not enough any more: a snapshot that comes after the next one was taken is the last": {
      snapshotAnswered(raft, s, from, io) {
        const progress = s.leading!.progress.get(from)!;
        const isOver = progress.match < s.log.base.index && progress.match + 1 >= progress.next;
        if (!isOver) behind.snapshotAnswered(raft, s, from, io);
      },
    },
    "paused: whoever has its snapshot gets nothing more": {
      snapshotAnswered(raft, s, from, io) {
        behind.snapshotAnswered(raft, s, from, io);
        s.leading!.progress.get(from)!.paused = true;
      },
    },
    "another term: a snapshot is sent in the term of its last entry": {
      sendSnapshot: snapshotsWith(({ snapshot }) => ({ term: snapshot.last.term })),
    },
  },
};
