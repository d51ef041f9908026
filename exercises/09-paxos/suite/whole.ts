import decidesText from "./decides.md" with { type: "text" };
import enduresText from "./endures.md" with { type: "text" };
import { explored } from "hb/grade/explored.ts";
import { type Grading, task } from "hb/grade/part.ts";
import type { Task } from "hb/grade/task.ts";
import { withoutChance } from "hb/model/nested.ts";
import { bare } from "hb/replicated/requests.ts";
import type { Answers } from "../answers.ts";
import { aheadDies, ownVotes } from "./behind.ts";
import { conforms } from "./conforms.ts";
import { gaps, holes } from "./holes.ts";
import { membersInSnapshots } from "./installs.ts";
import { labels } from "./labels.ts";
import { invariantsOf } from "./shown.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { manyAnswers, manyChanges, snapshotsInTime } from "./bounds.ts";
import { askedInVain, latePromises, sameRound } from "./late.ts";
import { lateNacks } from "./late_nacks.ts";
import { removedStay, takenOverByOld, toldOnce, votesOfRemoved } from "./memberships.ts";
import { changing, growing, leftBehind } from "./longer.ts";
import { ousting } from "./ousting.ts";
import { pipelining, strangers } from "./pipelining.ts";
import { crashing, enduring, pouring, stormy } from "./storms.ts";

const file = "whole.ts";

/** It elects leaders, and decides. */
export const decides: Task<Answers> = {
  file,
  ...task<Answers>(decidesText, (answers, grading) => {
    const paxos = subjectOf(answers.decides);
    everyOrder(paxos, { nodes: 1, clients: 1, rounds: 2, states: 1500 }, grading);
    everyOrder(paxos, { nodes: 2, clients: 1, rounds: 1, states: 5_000, crashes: 1 }, grading);
    everyOrder(paxos, { nodes: 2, clients: 2, rounds: 2, states: 6_000 }, grading);
    everyOrder(paxos, { nodes: 3, clients: 1, rounds: 2, states: 6_000 }, grading);
    for (const nodes of [1, 2, 3, 5]) pouring(paxos, nodes, grading);
    // What takes less time comes first.
    ownVotes(paxos, grading);
    gaps(paxos, grading);
    aheadDies(paxos, grading);
    lateNacks(paxos, grading);
    enduring(paxos, grading);
    sameRound(paxos, grading);
    latePromises(paxos, grading);
    holes(paxos, grading);
    for (const nodes of [3, 4, 5]) stormy(paxos, nodes, grading);
    crashing(paxos, grading);
    ousting(paxos, grading);
  }),
};

/** It goes on for ever, and with others. */
export const endures: Task<Answers> = {
  file,
  ...task<Answers>(enduresText, (answers, grading) => {
    const paxos = subjectOf(answers.endures);
    growing(paxos, grading);
    snapshotsInTime(paxos, grading);
    manyChanges(paxos, grading);
    toldOnce(paxos, grading);
    takenOverByOld(paxos, grading);
    votesOfRemoved(paxos, grading);
    removedStay(paxos, grading);
    askedInVain(paxos, grading);
    aheadDies(paxos, grading, { snapshotEvery: 1 });
    strangers(paxos, grading);
    pipelining(paxos, grading);
    leftBehind(paxos, grading);
    manyAnswers(paxos, grading);
    changing(paxos, grading);
    membersInSnapshots(paxos, grading);
    for (const nodes of [3, 5]) stormy(paxos, nodes, grading, 3);
    conforms(paxos, grading);
  }),
};

/** Every order of events of a small cluster, as far as the budget goes; nothing is drawn there. */
function everyOrder(
  paxos: Subject,
  { nodes, clients, rounds, states, crashes = 0 }: {
    readonly nodes: number;
    readonly clients: number;
    readonly rounds: number;
    readonly states: number;
    readonly crashes?: number;
  },
  grading: Grading,
): void {
  const members = Array.from({ length: nodes }, (_, node) => node);
  const own = paxos.protocol({ members, window: 2 });
  explored({
    name: "Multi-Paxos",
    protocol: withoutChance(own),
    nodes,
    crashes,
    clients: {
      workload: Array.from({ length: clients }, (_, client) => [{ input: "ab"[client] }]),
      ask: (input) => bare(input),
      to: ({ client }) => client % nodes,
      link: "local",
    },
    history: false,
    invariants: invariantsOf(paxos, 2, "quick"),
    boundary: ({ states }) =>
      states.every((s) => s === undefined || paxos.view(s).promised.round <= rounds),
  }, {
    states,
    words: `all orders of events of ${nodes === 1 ? "one server" : `${nodes} servers`}`,
    labels,
  }, grading);
}
