/** What a server keeps, and how often it does what is costly, is bounded, however long all goes on. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { remembering } from "hb/model/invariant.ts";
import { constant } from "hb/sim/latency.ts";
import { directed } from "./directing.ts";
import { type AnyWorld, scenarioOf } from "./storms.ts";
import type { Subject } from "./subject.ts";

const KEPT =
  "what a server keeps beside the commands does not grow with their number: answers that nobody will ask for, and members of slots that are over, are forgotten";

/** How many numbers a server may keep more of at the end of a long run than after its first part. */
const SOME = 150;

/** All numbers in a piece of data, each as often as it stands there. Commands are texts, and do not count. */
function numbersIn(data: unknown): number {
  if (typeof data === "number") return 1;
  if (typeof data !== "object" || data === null) return 0;
  const parts = data instanceof Map
    ? [...data].flat()
    : data instanceof Set
    ? [...data]
    : Object.values(data);
  let count = 0;
  for (const part of parts) count += numbersIn(part);
  return count;
}

/** Compares what each server keeps now with what it kept before. */
function compare(world: AnyWorld, before: readonly number[], after: string): void {
  world.require({
    name: "memory",
    words: KEPT,
    check({ states }) {
      const node = states.findIndex((state, i) => numbersIn(state) > before[i]! + SOME);
      if (node < 0) return undefined;
      const words = `server ${node} kept ${before[node]} numbers, and keeps ${
        numbersIn(states[node])
      } after ${after}`;
      return { words, nodes: [node] };
    },
  });
}

/** Sessions ask for hundreds of commands, and say which answers they have. */
export function manyAnswers(paxos: Subject, grading: Grading): void {
  const network = { latency: constant(1) }, asks = 60;
  const setting = { snapshotEvery: 4 };
  grading.sweep(scenarioOf(paxos, { nodes: 1, setting, network, asks, everyMs: 15, fsyncMs: 1 }), {
    seeds: 1,
    shrinkRuns: 0,
    drive(world) {
      world.run(900 + 15 * 20);
      const before = world.states.map(numbersIn);
      runFor(world, 15 * (asks - 20) + 1000);
      compare(world, before, `${3 * (asks - 20)} more commands, whose clients have the answers`);
    },
  });
}

/** The members change again and again. */
export function manyChanges(paxos: Subject, grading: Grading): void {
  const setting = { members: [0, 1, 2], window: 1, snapshotEvery: 4 }, changes = 45;
  directed(paxos, grading, { nodes: 4, setting, runs: 1 }, (stage) => {
    const { world, view, until, leads } = stage;
    let before: number[] | undefined;
    for (let i = 0; i < changes; i++) {
      const members = i % 2 === 0 ? [0, 1, 2, 3] : [0, 1, 2];
      if (!until(2000, () => [0, 1, 2].some(leads))) return;
      const leader = [0, 1, 2].find(leads)!;
      stage.change(leader, members);
      if (!until(1500, () => view(leader).members.join() === members.join())) return;
      if (i === 4) before = world.states.map(numbersIn);
    }
    stage.pass(500);
    compare(world, before!, `${changes - 5} more changes of members`);
  });
}

/** A snapshot costs something: one is taken when so many slots have been executed, and no earlier. */
export function snapshotsInTime(paxos: Subject, grading: Grading): void {
  const snapshotEvery = 5;
  const scenario = scenarioOf(paxos, {
    nodes: 1,
    setting: { snapshotEvery },
    asks: 12,
    everyMs: 20,
  });
  const rare = remembering<unknown, { last: number }>({
    name: "snapshots are rare",
    words: `a snapshot is taken when ${snapshotEvery} slots have been executed, or more`,
    memory: () => ({ last: 0 }),
    check({ states: [state] }, memory) {
      const before = memory.last;
      if (state === undefined) return undefined;
      const { snapshot } = paxos.view(state);
      memory.last = snapshot;
      if (snapshot === before || snapshot >= before + snapshotEvery) return undefined;
      const words = `one is there up to slot ${before}, and then one up to ${snapshot}`;
      return { words, nodes: [0] };
    },
  });
  grading.sweep({ ...scenario, invariants: [...scenario.invariants!, rare] }, {
    seeds: 1,
    shrinkRuns: 0,
    drive: (world) => runFor(world, 2000),
  });
}
