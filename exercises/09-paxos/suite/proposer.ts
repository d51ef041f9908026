import text from "./proposer.md" with { type: "text" };
import { instances } from "hb/consensus/paxos/instances.ts";
import { kit } from "hb/consensus/paxos/kit.ts";
import { explored } from "hb/grade/explored.ts";
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Proposer } from "../given.ts";
import { changeBy, nodeOf } from "./node.ts";
import { proposing } from "./proposing.ts";
import { runs, smallerRuns } from "./proposing_runs.ts";

export const proposer = task<Answers>(text, ({ proposer }, grading) => {
  begun(proposer, grading);
  grading.forAll(runs(), (given) => proposing(proposer, given, grading), smallerRuns);
  everyOrder(proposer, grading);
  for (const [storm, setting] of storms) {
    grading.storm(kit, { storm, seeds: 12, change: changeBy({ proposer }, setting) });
  }
  grading.storm(kit, { storm: "calm", seeds: 2, nodes: 1, change: changeBy({ proposer }) });
  grading.storm(kit, { storm: "storm", seeds: 3, nodes: 9, change: changeBy({ proposer }) });
});

/** Whoever has begun with one handler only is told of the others that they are not done. */
function begun(proposer: Proposer, grading: Grading): void {
  const node = nodeOf({ proposer }, { self: 0, nodes: 1 }, grading);
  const ballot = { round: 1, node: 0 };
  node.meets({ from: 1, message: { type: "propose", value: "a" } });
  node.meets({ from: 0, message: { type: "nack", ballot, promised: { round: 2, node: 0 } } });
  node.meets("retry");
  node.meets({ from: 0, message: { type: "promise", ballot, accepted: null } });
}

const impatient = { patienceMs: 30, backoffMs: 5, mostBackoffMs: 80 };
const storms = [
  ["calm", {}],
  ["rain", {}],
  ["in step", {}],
  ["storm", {}],
  ["duels", impatient],
  ["restarts", impatient],
] as const;

/** The kit's small instances, within a budget. */
function everyOrder(proposer: Proposer, grading: Grading): void {
  const change = changeBy({ proposer }, { backoffMs: 0, learners: "the proposer" });
  for (const name of ["a proposer comes back", "two proposers"]) {
    const { words, system } = instances[name]!;
    explored(system(change), { states: 12_000, words, labels: kit.labels }, grading);
  }
}
