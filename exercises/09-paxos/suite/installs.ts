/** Who the members are, to a server that knows it from a snapshot only. @module */

import type { Grading } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import { type Stage, stageOf } from "./directing.ts";
import { scenarioOf, withoutClients } from "./storms.ts";
import type { Subject } from "./subject.ts";

const old = [0, 1, 2], all = [0, 1, 2, 3], snapshotEvery = 4;

/**
 * A server becomes a member while it is cut off, and the slot of the command that says so is gone when it is back: all that
 * can tell it is a snapshot. Then the others crash, one by one, and find no more than a snapshot either.
 */
export function membersInSnapshots(paxos: Subject, grading: Grading): void {
  for (let run = 1; run <= 3; run++) {
    const scenario = scenarioOf(paxos, {
      nodes: 4,
      asks: 0,
      network: { latency: uniform(1, 10) },
      setting: { members: old, snapshotEvery },
    });
    grading.sweep(withoutClients(scenario), {
      seeds: 1,
      seedBase: run,
      shrinkRuns: 0,
      drive(world) {
        const stage = stageOf(paxos, world), { view, until, mend } = stage;
        const away = stage.cut([3], old);
        if (!until(2000, () => old.some(stage.leads))) return;
        const leader = old.find(stage.leads)!, isIn = () => view(leader).members.length === 4;
        for (let i = 0; i < 5 && !isIn(); i++) {
          stage.change(leader, all);
          until(300, isIn);
        }
        const from = view(leader).executed;
        for (let i = 0; i < 3 * snapshotEvery; i++) {
          stage.ask(leader, `c${i}`);
          stage.pass(30);
        }
        if (!isIn() || view(leader).snapshot <= from) return;
        mend(away);
        until(3000, () => view(3).executed >= view(leader).snapshot);
        knows(stage, 3, from, "was sent one");
        for (const node of old) {
          world.inject({ kind: "crash", at: world.now, node, downMs: 20 });
          stage.pass(500);
          knows(stage, node, from, "has crashed and come back");
        }
      },
    });
  }
}

/** Requires that a server which has executed so much knows the members. */
function knows({ world, view, require }: Stage, node: number, from: number, how: string): void {
  if (world.violation !== undefined || world.states[node] === undefined) return;
  const { members, snapshot, executed } = view(node);
  if (executed < from) return;
  require(
    "members",
    "a snapshot says who the members are",
    members.join() === all.join(),
    () =>
      `the members are ${all.join(", ")}, by a command in a slot that is in all snapshots; ` +
      `server ${node}, which ${how}, has executed the slots up to ${executed}, those up to ${snapshot} in a snapshot, ` +
      `and shows the members ${members.join(", ")}`,
  );
}
