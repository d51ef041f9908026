/** How part 13 is judged: start by start, and by all scenarios of stage 3C. @module */

import type { Saved } from "hb/consensus/raft/journal.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { step } from "hb/model/step.ts";
import { Random } from "hb/sim/random.ts";
import { lastPosition, votersOnly } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withHandlers, withRules } from "./compose.ts";
import { laboratory } from "./laboratory.ts";
import { aLog, logInWords, sameState } from "./servers.ts";
import { careful, plain } from "./worlds.ts";

export const restartPart: Part<Subject> = {
  number: 13,
  name: "restart",
  title: "3C: a server after a crash, and the scenarios of stage 3C",
  points: 8,
  statement:
    `Everything that a server knows at its start, from what it has saved. The art is not to know too
much: how far the log is committed, who leads, who has voted for whom was all in memory, and is gone. When it
is right, the eight scenarios of stage 3C are run over a Raft that elects, replicates and remembers by your
rules: Persist1 to UnreliableChurn, with the thousand crashes of Figure8 and the late replies of
Figure8Unreliable. In the course they are TestPersist13C to TestUnreliableChurn3C.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.8 and Figure 3.1",
  hints: [
    "Of the fields of State, four are durable. Which ones follow from these, and which begin anew?",
    "Commit index and last applied begin at the snapshot, at 0 without one; later entries will be committed " +
    "again by a leader.",
    "Build the state field by field as the stub lists them, then call awaitLeader(raft, s, io): a server " +
    "that waits for nothing never stands.",
  ],
  test(subject, grading) {
    for (const options of [plain, careful]) starts(subject, options, grading);
    starts(subject, { ...careful, members: [0, 2] }, grading);
    laboratory(subject, "3C", 3, grading);
  },
};

function starts({ restart }: Subject, options: Options, grading: Grading): void {
  const mine = withHandlers({ start: restart }, options), right = withRules({}, options);
  const random = new Random(13, "starts");
  for (let i = 0; i < 60; i++) {
    const journal = i === 0 ? [] : aJournal(random);
    const words = journal.length === 0
      ? "a server at its birth"
      : `a server that had saved ${journal.map(inWords).join(", ")}`;
    const event = { kind: "start", journal } as const, at = { self: 0, nodes: 3 };
    sameState(step(mine, undefined, event, at), step(right, undefined, event, at), words, grading);
  }
}

/** A snapshot or none, a log after it, and a vote or none. */
function aJournal(random: Random): Saved[] {
  const log = aLog(random), { term } = lastPosition(log);
  const placed = { index: 0, configuration: votersOnly([0, 1, 2]) };
  const session = { lowest: 1, answers: new Map([[1, "one"]]), usedAt: 1 };
  const snapshot = {
    last: log.base,
    placed,
    machine: ["a", "b"],
    sessions: new Map([[1, session]]),
  };
  return [
    ...(log.base.index > 0 ? [{ type: "snapshot", snapshot, base: log.base } as const] : []),
    { type: "append", after: log.base.index, entries: log.entries },
    { type: "vote", term: Math.max(1, term), votedFor: [null, 1, 2][random.below(3)]! },
  ];
}

function inWords(saved: Saved): string {
  switch (saved.type) {
    case "vote":
      return `a vote in term ${saved.term} for ${saved.votedFor ?? "nobody"}`;
    case "append":
      return logInWords({ base: { index: saved.after, term: 0 }, entries: [...saved.entries] })
        .replace(" of term 0", "");
    case "snapshot":
      return `a snapshot up to entry ${saved.base.index} of term ${saved.base.term}`;
  }
}
