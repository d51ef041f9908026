import agreesText from "./agrees.md" with { type: "text" };
import enduresText from "./endures.md" with { type: "text" };
import { explored } from "hb/grade/explored.ts";
import { type Grading, task } from "hb/grade/part.ts";
import type { Task } from "hb/grade/task.ts";
import { withoutChance } from "hb/model/nested.ts";
import type { Answers } from "../answers.ts";
import { bounded, shortJournals } from "./bounded.ts";
import { fast } from "./calm.ts";
import { conforms } from "./conforms.ts";
import { askedAgain, lastVotes, lastWords, twoAndTwo, twoGone, unheard } from "./directed.ts";
import { labels } from "./labels.ts";
import { growing, leftBehind, newSlots } from "./lasting.ts";
import { noted, promisesLast, taught, votesLast } from "./remembered.ts";
import { invariantsOf } from "./shown.ts";
import { clash, type Subject, subjectOf } from "./subject.ts";
import { crashing, gone, stormy } from "./weathers.ts";
import { requestOf } from "./worlds.ts";

const file = "whole.ts";

/** Replicas agree, and go on without those that are gone. */
export const agrees: Task<Answers> = {
  file,
  ...task<Answers>(agreesText, (answers, grading) => {
    const epaxos = subjectOf(answers.agrees);
    everyOrder(epaxos, { nodes: 1, clients: 2, rounds: 1, states: 1000 }, grading);
    everyOrder(epaxos, { nodes: 2, clients: 2, rounds: 0, states: 3000 }, grading);
    everyOrder(epaxos, { nodes: 3, clients: 1, rounds: 1, states: 4000 }, grading);
    everyOrder(epaxos, { nodes: 3, clients: 2, rounds: 0, states: 12_000 }, grading);
    everyOrder(epaxos, { nodes: 3, clients: 2, rounds: 1, states: 10_000, crashes: 1 }, grading);
    fast(epaxos, grading);
    lastWords(epaxos, grading);
    lastVotes(epaxos, grading);
    votesLast(epaxos, grading);
    promisesLast(epaxos, grading);
    noted(epaxos, grading);
    taught(epaxos, grading);
    twoAndTwo(epaxos, grading);
    twoGone(epaxos, grading);
    unheard(epaxos, grading);
    askedAgain(epaxos, grading);
    for (const nodes of [3, 5]) gone(epaxos, nodes, grading);
    for (const nodes of [3, 5]) stormy(epaxos, { nodes }, grading);
    crashing(epaxos, grading);
  }),
};

/** It goes on for ever. */
export const endures: Task<Answers> = {
  file,
  ...task<Answers>(enduresText, (answers, grading) => {
    const epaxos = subjectOf(answers.endures);
    bounded(epaxos, grading);
    shortJournals(epaxos, grading);
    growing(epaxos, grading);
    newSlots(epaxos, grading);
    leftBehind(epaxos, grading);
    for (const nodes of [3, 5]) {
      stormy(epaxos, { nodes, setting: { checkpointEvery: 4 } }, grading);
    }
    conforms(epaxos, grading);
  }),
};

/** Every order of events of a small cluster, as far as the budget goes; nothing is drawn there. */
function everyOrder(
  epaxos: Subject,
  { nodes, clients, rounds, states, crashes = 0 }: {
    readonly nodes: number;
    readonly clients: number;
    readonly rounds: number;
    readonly states: number;
    readonly crashes?: number;
  },
  grading: Grading,
): void {
  const own = epaxos.protocol({ interfere: clash });
  explored({
    name: "EPaxos",
    protocol: withoutChance(own),
    nodes,
    crashes,
    clients: {
      workload: Array.from({ length: clients }, (_, client) => [{ input: `+x ${"ab"[client]}1` }]),
      ask: (input, { client, sequence }) =>
        requestOf(input as string, client, sequence + 1) as never,
      to: ({ client }) => client % nodes,
      link: "local",
    },
    history: false,
    invariants: invariantsOf(epaxos, clash),
    boundary: ({ states }) =>
      states.every((s) => s === undefined || epaxos.view(s).round <= rounds),
  }, {
    states,
    words: `all orders of events of ${nodes === 1 ? "one replica" : `${nodes} replicas`}`,
    labels,
  }, grading);
}
