/** What becomes of a graph when all that comes before a checkpoint is forgotten. @module */

import { type Id, idLabel, type Proposal } from "../../consensus/epaxos/instance.ts";
import { UNKNOWN } from "../../consensus/epaxos/rules.ts";
import type { State } from "../../consensus/epaxos/state.ts";
import type { Trace } from "../../model/trace.ts";
import type { Story } from "./story.ts";

/**
 * Replica 0 has executed two commands, and proposes a checkpoint, 0.2. Replica 2 has begun a write, 2.1, before it hears
 * of that; replica 1 has heard of the write first, and replica 0 of its own checkpoint.
 */
export const checkpointInACircle = {
  checkpointEvery: 2,
  asked: [[0, "x←1"], [1, "y←1"], [2, "x←2"], [1, "x←3"], [2, "z←1"]],
  moments: [
    "ask 0",
    "preAccept 0.1: 0→1",
    "preAcceptReply 0.1: 1→0",
    "ask 1",
    "preAccept 1.1: 1→0",
    "preAcceptReply 1.1: 0→1",
    "ask 2",
    "preAccept 2.1: 2→1",
    "commit 1.1: 1→0",
    "preAccept 0.2: 0→1",
    "preAccept 0.2: 0→2",
    "preAccept 2.1: 2→0",
    "all among 0 1 2",
    "ask 1",
    "ask 2",
  ],
} as const satisfies Story;

/**
 * Replica 2 hears of nothing while the two others execute and forget. Then it hears of what was asked after that, and
 * looks for the first thing that it lacks.
 */
export const missedAllOfIt = {
  checkpointEvery: 2,
  asked: [[0, "x←1"], [1, "y←1"], [1, "x←3"]],
  moments: [
    "ask 0",
    "preAccept 0.1: 0→1",
    "preAcceptReply 0.1: 1→0",
    "ask 1",
    "preAccept 1.1: 1→0",
    "preAcceptReply 1.1: 0→1",
    "commit 1.1: 1→0",
    "preAccept 0.2: 0→1",
    "all among 0 1",
    "ask 1",
    "all among 0 1",
    "commit 1.2: 1→2",
    "retry 0.1 at 2",
    "prepare 0.1: 2→0",
    "installSnapshot: 0→2",
  ],
} as const satisfies Story;

/** All that was decided in a run, as it was told to others, whether or not anybody still has it. */
export function everDecided(trace: Trace, replicas: number): Pick<State, "rows"> {
  if (!(Number.isInteger(replicas) && replicas >= 1)) {
    throw new RangeError(
      `Cannot list what was decided because there must be a replica or more: given ${replicas}`,
    );
  }
  const rows = Array.from({ length: replicas }, () => new Map());
  for (const event of trace) {
    if (event.kind !== "send") continue;
    const { type, id, proposal } = event.body as Partial<Decided>;
    if (type !== "commit") continue;
    if (rows[id!.replica] === undefined) {
      throw new RangeError(
        `Cannot list what was decided because it must be by one of ${replicas} replicas: ` +
          `given ${idLabel(id!)}`,
      );
    }
    rows[id!.replica]!.set(id!.slot, { ...UNKNOWN, phase: "committed", proposal });
  }
  return { rows };
}

interface Decided {
  readonly type: string;
  readonly id: Id;
  readonly proposal: Proposal;
}
