import text from "./restart.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { raftBut } from "hb/consensus/raft/change.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { aLog, logInWords, seen } from "hb/laboratory/raft/servers.ts";
import { careful, plain } from "hb/laboratory/raft/trials.ts";
import { step } from "hb/model/step.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { lastPosition, votersOnly } from "../given.ts";
import { laboratory } from "./laboratory.ts";

export const restart = task<Answers>(text, (answers, grading) => {
  for (const options of [plain, careful, { ...careful, members: [0, 2] }]) {
    const mine = raftBut({ start: answers.restart }, options), right = raftBut({}, options);
    grading.forAll([[], ...drawn(60, "starts", aJournal)], (journal) => {
      const words = journal.length === 0
        ? "a server at its birth"
        : `a server that had saved ${journal.map(inWords).join(", ")}`;
      const event = { kind: "start", journal } as const, at = { self: 0, nodes: 3 };
      const expected = step(right, undefined, event, at);
      const found = grading.asked(() => step(mine, undefined, event, at), () => words);
      grading.alike(found.state, expected.state, words);
      const timer = "its election timer is set";
      grading.equal(seen(found)[timer], seen(expected)[timer], `${words}: ${timer}`);
    });
  }
  laboratory(answers, "3C", 3, grading);
});

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
