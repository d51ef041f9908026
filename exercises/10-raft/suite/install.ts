import text from "./install.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aVisit, inWords, snapshotUpTo } from "hb/laboratory/raft/servers.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import type { Message } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, sameSteps } from "./servers.ts";

export const install = task<Answers>(text, (answers, grading) => {
  sameSteps({ installSnapshot: answers.install }, careful, snapshots(), sends, grading);
  laboratory(answers, "3D", 3, grading);
});

const snapshots = () =>
  drawn(300, "snapshots", (random): Arrival => {
    const { s, from, term, position } = aVisit(random);
    const snapshot = snapshotUpTo(position), round = random.below(5);
    return { s, from, message: { type: "installSnapshot", term, snapshot, round } };
  });

function sends({ s, message }: Arrival): string {
  const { term, snapshot: { last } } = message as Message & { type: "installSnapshot" };
  return `the leader of term ${term} sends a snapshot up to ${last.index}/${last.term} to ` +
    inWords(s);
}
