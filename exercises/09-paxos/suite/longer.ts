/** What any Multi-Paxos is tried in over a longer time: its log is cut, servers are left behind, members come and go. @module */

import { type Grading, reach, runFor, unaided } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { allDone, type AnyWorld, scenarioOf, viewsOf } from "./storms.ts";
import type { Subject } from "./subject.ts";
import { whoWaits } from "./waiting.ts";

/** A log does not grow for ever, and a session outlives its slots. */
export function growing(paxos: Subject, grading: Grading): void {
  const snapshotEvery = 5, most = 2 * snapshotEvery + 3, asks = 16;
  const scenario = scenarioOf(paxos, { nodes: 3, setting: { snapshotEvery }, asks, everyMs: 40 });
  const few = {
    name: "the log is short",
    words:
      `with a snapshot every ${snapshotEvery} slots or somewhat more, nobody has anything in more than ${most} slots`,
    check({ states }: { readonly states: readonly unknown[] }) {
      const node = states.findIndex((state) =>
        state !== undefined && paxos.view(state).slots > most
      );
      if (node < 0) return undefined;
      return {
        words: `server ${node} has something in ${paxos.view(states[node]).slots} slots`,
        nodes: [node],
      };
    },
  };
  grading.sweep({ ...scenario, invariants: [...scenario.invariants!, few] }, {
    seeds: 1,
    shrinkRuns: 40,
    drive(world) {
      runFor(world, 2000);
      reach(world, allDone(paxos));
      reach(world, [
        1,
        "all servers that have executed so many slots have a snapshot",
        (world) =>
          viewsOf(paxos, world).every(({ executed, snapshot }) => executed <= most || snapshot > 0),
      ]);
    },
  });
}

/** One server is down or cut off while all goes on without it, and needs a snapshot; then another one is. */
export function leftBehind(paxos: Subject, grading: Grading): void {
  for (const node of [0, 1, 2]) {
    const other = (node + 1) % 3, third = (node + 2) % 3;
    const faults: Schedule = [
      { kind: "partition", at: 1000, forMs: 900, sides: [[node], [other, third]] },
      // It is back, has caught up, and is needed.
      { kind: "crash", at: 3000, node: other, downMs: 60_000 },
    ];
    for (const snapshotEvery of [2, 1000]) {
      grading.sweep(
        scenarioOf(paxos, { nodes: 3, setting: { snapshotEvery }, faults, asks: 20, everyMs: 100 }),
        {
          seeds: 2,
          shrinkRuns: 60,
          drive(world) {
            runFor(world, 3000);
            unaided(world, allDone(paxos, [node, third]));
          },
        },
      );
    }
  }
}

/** The members change, one by one and all at once, while clients ask; then those who left are switched off. */
export function changing(paxos: Subject, grading: Grading): void {
  const changes = [[[1, 2, 3]], [[3, 4, 5]], [[0], [0, 4]], [[0, 1, 2, 3, 4]]];
  for (const steps of changes) {
    for (const [snapshotEvery, asks] of [[1000, 10], [3, 10], [1000, 0]] as const) {
      const setting = { members: [0, 1, 2], snapshotEvery }, last = steps.at(-1)!;
      grading.sweep(scenarioOf(paxos, { nodes: 6, setting, asks, everyMs: 120 }), {
        seeds: 2,
        shrinkRuns: 60,
        drive(world) {
          runFor(world, 1200);
          for (const members of steps) change(paxos, world, members);
          for (const node of [0, 1, 2, 3, 4, 5]) {
            if (!last.includes(node)) world.inject({ kind: "crash", at: world.now, node });
          }
          // Nothing heals: those who are members go on alone.
          unaided(world, allDone(paxos, last));
        },
      });
    }
  }
}

/** Asks all servers for other members until those who are to be members know that they are. */
function change(paxos: Subject, world: AnyWorld, members: readonly number[]): void {
  const isDone = () =>
    members.every((node) => {
      const state = world.states[node];
      return state !== undefined && paxos.view(state).members.join() === members.join();
    });
  for (let attempt = 0; attempt < 12 && !isDone(); attempt++) {
    const leader = world.states.findIndex((state) =>
      state !== undefined && paxos.view(state).leads !== null
    );
    if (leader >= 0) world.tell(leader, { type: "change", members } as Tagged);
    world.run(400, isDone);
  }
  unaided(world, [
    2000,
    `the servers ${members.join(", ")} know that they are the members`,
    isDone,
    () => whoWaits(paxos, world),
  ]);
}
