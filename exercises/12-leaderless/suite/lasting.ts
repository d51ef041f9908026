/** What goes on for long: instances are forgotten, and replicas are left behind. @module */

import { type Grading, reach, runFor, unaided } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { directed } from "./stage.ts";
import { allClash, clash, type Subject } from "./subject.ts";
import { allDone, scenarioOf, viewsOf } from "./worlds.ts";

/** What is kept does not grow, whether commands interfere or not. */
export function growing(epaxos: Subject, grading: Grading): void {
  for (const interfere of [clash, allClash]) {
    const checkpointEvery = 8, most = 4 * checkpointEvery + 12, asks = 40;
    const scenario = scenarioOf(epaxos, {
      nodes: 3,
      setting: { checkpointEvery, interfere },
      asks,
      everyMs: 40,
      keys: 3,
    });
    const few = {
      name: "what is executed is forgotten",
      words:
        `with a checkpoint after ${checkpointEvery} instances or somewhat more nobody keeps more than ${most}`,
      check({ states }: { readonly states: readonly unknown[] }) {
        const node = states.findIndex((state) =>
          state !== undefined && epaxos.view(state).instances > most
        );
        if (node < 0) return undefined;
        const { instances } = epaxos.view(states[node]);
        return {
          words: `replica ${node} keeps something of ${instances} instances`,
          nodes: [node],
        };
      },
    };
    grading.sweep({ ...scenario, invariants: [...scenario.invariants!, few] }, {
      seeds: 1,
      shrinkRuns: 20,
      drive(world) {
        runFor(world, 900);
        const early = world.states.map((state) => encode(withoutTexts(state)).length);
        runFor(world, 1000);
        reach(world, allDone(epaxos));
        const times = viewsOf(epaxos, world).map(({ checkpoints }) => checkpoints);
        world.require({
          name: "checkpoints",
          words: `after ${
            3 * asks
          } commands there have been checkpoints, and no more than one for each ${checkpointEvery} instances`,
          check: () =>
            times.every((count) => count >= 3 && count <= 3 * asks * 2 / checkpointEvery)
              ? undefined
              : { words: `there have been ${times.join(", ")} at the replicas`, nodes: [] },
        });
        const late = world.states.map((state) => encode(withoutTexts(state)).length);
        const node = late.findIndex((size, i) => size > 2 * early[i]! + 3000);
        world.require({
          name: "memory",
          words: "what a replica keeps, commands left out, does not grow with their number",
          check: () =>
            node < 0 ? undefined : {
              words: `replica ${node} kept ${early[node]} characters, and keeps ${late[node]}`,
              nodes: [node],
            },
        });
      },
    });
  }
}

/** The same data, where texts are left out: commands are kept for ever. */
function withoutTexts(data: unknown): unknown {
  if (typeof data === "string") return 0;
  if (typeof data !== "object" || data === null) return data;
  if (data instanceof Map) return [...data].map(withoutTexts);
  if (data instanceof Set) return [...data].map(withoutTexts);
  if (Array.isArray(data) && data.every((each) => typeof each === "string")) return 0;
  return Object.values(data).map(withoutTexts);
}

/** One replica is cut off while all goes on without it; then another one is gone. */
export function leftBehind(epaxos: Subject, grading: Grading): void {
  for (const node of [0, 1, 2]) {
    const other = (node + 1) % 3, third = (node + 2) % 3;
    const faults: Schedule = [
      { kind: "partition", at: 200, forMs: 1200, sides: [[node], [other, third]] },
      // It is back, has caught up, and is needed.
      { kind: "crash", at: 2600, node: other },
    ];
    for (const checkpointEvery of [3, 1000]) {
      const setting = { checkpointEvery };
      const trial = { nodes: 3, setting, faults, asks: 24, everyMs: 60 };
      grading.sweep(scenarioOf(epaxos, trial), {
        seeds: 2,
        shrinkRuns: 60,
        drive(world) {
          runFor(world, 2600);
          unaided(world, allDone(epaxos));
        },
      });
    }
  }
}

/** A replica crashes when all of its row is forgotten, comes back, and is asked again. */
export function newSlots(epaxos: Subject, grading: Grading): void {
  const setting = { checkpointEvery: 3 };
  directed(epaxos, grading, { nodes: 3, runs: 6, setting }, (stage, run) => {
    const { view, ask, pass, restart, executed } = stage, x = run % 3;
    pass(200);
    for (let nth = 0; nth < 3 + run; nth++) {
      ask(x, `+x a${nth}`);
      pass(200);
    }
    const { checkpoints } = view(x);
    restart(x);
    ask(x, "+x b1");
    executed(
      [0, 1, 2],
      ["+x b1"],
      `replica ${x} was asked for ${3 + run} commands, one after another, and has executed ${
        checkpoints === 1 ? "one checkpoint" : `${checkpoints} checkpoints`
      }; then it has crashed and come back, and was asked for +x b1: slots in its snapshot are taken`,
    );
  });
}
