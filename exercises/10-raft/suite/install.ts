import text from "./install.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aServer, inWords, leadersLog, snapshotUpTo } from "hb/laboratory/raft/servers.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { type Message, termAt } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, sameSteps } from "./servers.ts";

export const install = task<Answers>(text, (answers, grading) => {
  sameSteps({ installSnapshot: answers.install }, careful, snapshots(), sends, grading);
  laboratory(answers, "3D", 3, grading);
});

const snapshots = () =>
  drawn(300, "snapshots", (random): Arrival => {
    const s = aServer(random), from = 1 + random.below(2);
    const least = s.role === "leader" ? s.term + 1 : s.term;
    const term = random.chance(0.15) ? s.term - 1 : least + random.below(2);
    const leads = leadersLog(random, s.log, s.commitIndex, term);
    const index = random.below(leads.entries.length + 1);
    const snapshot = snapshotUpTo({ index, term: termAt(leads, index)! });
    return {
      s,
      from,
      message: { type: "installSnapshot", term, snapshot, round: random.below(5) },
    };
  });

function sends({ s, message }: Arrival): string {
  const { term, snapshot: { last } } = message as Message & { type: "installSnapshot" };
  return `the leader of term ${term} sends a snapshot up to ${last.index}/${last.term} to ` +
    inWords(s);
}
