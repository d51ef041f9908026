/** Reports of what went wrong in EPaxos, as stories that can be played by the right rules and by the wrong ones. @module */

import type { Story } from "./story.ts";

/** Stories by their sources. */
export type StoryName = keyof typeof stories;

/** The stories; none has a change, so that they go well. */
export const stories = {
  /**
   * Sutra 2019; efficient/epaxos 20. Replica 0 alone votes, in the first ballot, for what comes after 1.1. Replicas 1 and
   * 2 decide in ballot 1.1 that it comes after 2.1 as well. Then replica 0 hears of that ballot, and takes over.
   */
  "one variable for two ballots": {
    asked: [[1, "x←2"], [2, "x←3"], [0, "x←1"]],
    moments: [
      "ask 1",
      "ask 2",
      "ask 0",
      "preAccept 0.1: 0→1",
      "preAcceptReply 0.1: 1→0",
      "retry 0.1 at 0",
      "retry 0.1 at 1",
      "prepare 0.1: 1→2",
      "prepareReply 0.1: 2→1",
      "preAccept 0.1: 1→2",
      "preAcceptReply 0.1: 2→1",
      "accept 0.1: 1→2",
      "acceptReply 0.1: 2→1",
      "accept 0.1: 0→2",
      "nack 0.1: 2→0",
      "retry 0.1 at 0",
      "prepare 0.1: 0→2",
      "prepareReply 0.1: 2→0",
      "accept 0.1: 0→2",
      "acceptReply 0.1: 2→0",
    ],
  },
  /** openacid/celeritasdb 24; efficient/epaxos 15: replica 1 knows of 1.1, and says so, and the coordinator decides without. */
  "replies need not be equal": {
    asked: [[0, "x←1"], [1, "x←2"]],
    moments: ["ask 1", "ask 0", "preAccept 0.1: 0→1", "preAcceptReply 0.1: 1→0", "all among 0 1 2"],
  },
  /**
   * efficient/epaxos 29: 1.1 is decided by replicas 1, 2 and 4. Replica 3, which has not heard of it, recovers 0.1, and the
   * two others tell it.
   */
  "recovers what it knows itself": {
    nodes: 5,
    asked: [[0, "x←1"], [1, "x←2"]],
    moments: [
      "ask 1",
      "preAccept 1.1: 1→2",
      "preAccept 1.1: 1→4",
      "preAcceptReply 1.1: 2→1",
      "preAcceptReply 1.1: 4→1",
      "ask 0",
      "preAccept 0.1: 0→3",
      "preAccept 0.1: 0→2",
      "preAccept 0.1: 0→4",
      "retry 0.1 at 3",
      "all among 2 3 4",
    ],
  },
  /** apache/cassandra-accord 5: replica 0 has decided on the fast path and answered; replica 2 knows of nothing. */
  "a no-op where nobody has voted": {
    asked: [[0, "x←1"]],
    moments: [
      "ask 0",
      "preAccept 0.1: 0→1",
      "preAcceptReply 0.1: 1→0",
      "retry 0.1 at 1",
      "all among 1 2",
    ],
  },
  /**
   * imdea-software/swiftpaxos 3: 1.1 is decided by replicas 1, 2 and 4. Replica 3 alone supports 0.1, and asks the two
   * others what contradicts it.
   */
  "no objections": {
    nodes: 5,
    asked: [[0, "x←1"], [1, "x←2"]],
    moments: [
      "ask 1",
      "preAccept 1.1: 1→2",
      "preAccept 1.1: 1→4",
      "preAcceptReply 1.1: 2→1",
      "preAcceptReply 1.1: 4→1",
      "ask 0",
      "preAccept 0.1: 0→3",
      "retry 0.1 at 3",
      "all among 2 3 4",
    ],
  },
  /**
   * Ryabinin, Gotsman and Sutra 2025: both coordinators are gone. Replicas 2 and 4 support 0.1, and replica 3 supports 1.1;
   * each of the two recoveries is in the other's way.
   */
  "waits in a circle": {
    nodes: 5,
    asked: [[0, "x←1"], [1, "x←2"]],
    moments: [
      "ask 0",
      "ask 1",
      "preAccept 0.1: 0→2",
      "preAccept 0.1: 0→4",
      "preAccept 1.1: 1→3",
      "retry 0.1 at 2",
      "retry 1.1 at 3",
      "all among 2 3 4",
    ],
  },
  /**
   * Two reads of x in one row, and a write that names the later one. It reaches replica 0 before the earlier read is
   * decided there, and replica 2 after both.
   */
  "waits for the latest only": {
    asked: [[0, "x?"], [0, "x?"], [1, "x←1"]],
    moments: [
      "ask 0",
      "ask 0",
      "preAccept 0.1: 0→1",
      "preAccept 0.2: 0→1",
      "preAcceptReply 0.2: 1→0",
      "ask 1",
      "preAccept 1.1: 1→2",
      "preAcceptReply 1.1: 2→1",
      "commit 1.1: 1→0",
      "preAcceptReply 0.1: 1→0",
      "commit 0.1: 0→2",
      "commit 0.2: 0→2",
      "commit 1.1: 1→2",
    ],
  },
  /**
   * Replica 4 recovers 1.1, finds that nothing contradicts it, and goes on to the vote. Then replica 0 decides 0.1, with
   * replicas 2 and 3, and is gone, as replica 1 is; its commits stay on their way. Replica 2 recovers 0.1.
   */
  "any support outweighs": {
    nodes: 5,
    asked: [[0, "x←1"], [1, "x←2"]],
    moments: [
      "ask 0",
      "ask 1",
      "preAccept 0.1: 0→2",
      "preAccept 0.1: 0→3",
      "preAccept 1.1: 1→4",
      "retry 1.1 at 4",
      "prepare 1.1: 4→0",
      "prepareReply 1.1: 0→4",
      "prepare 1.1: 4→2",
      "prepareReply 1.1: 2→4",
      "validate 1.1: 4→0",
      "validateReply 1.1: 0→4",
      "validate 1.1: 4→2",
      "validateReply 1.1: 2→4",
      "preAcceptReply 0.1: 2→0",
      "preAcceptReply 0.1: 3→0",
      "waiting 1.1: 4→2",
      "retry 0.1 at 2",
      "prepare 0.1: 2→3",
      "prepareReply 0.1: 3→2",
      "prepare 0.1: 2→4",
      "prepareReply 0.1: 4→2",
      "validate 0.1: 2→3",
      "validateReply 0.1: 3→2",
      "validate 0.1: 2→4",
      "validateReply 0.1: 4→2",
      "all among 2 3 4",
    ],
  },
} as const satisfies Readonly<Record<string, Story>>;
