/** Leaders are ousted again and again, just when something is half done. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { bare } from "hb/replicated/requests.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { type AnyWorld, scenarioOf, withoutClients } from "./storms.ts";
import type { Subject } from "./subject.ts";

/** One server is cut off from the others. */
type Cut = Extract<Fault, { kind: "partition" }>;

/** Whoever leads is asked for something, and is cut off before long; who was cut off before is back. */
export function ousting(paxos: Subject, grading: Grading): void {
  for (let i = 0; i < 24; i++) {
    const network = { latency: uniform(1, i % 3 === 0 ? 120 : 30), duplication: 0.2 };
    const setting = { nodes: 3, network, asks: 0, fsyncMs: i % 2 === 0 ? 3 : 40 };
    grading.sweep(withoutClients(scenarioOf(paxos, setting)), {
      seeds: 1,
      shrinkRuns: 60,
      drive: (world) => oust(paxos, world, new Random(i, "09-paxos ousting")),
    });
  }
}

function oust(paxos: Subject, world: AnyWorld, random: Random): void {
  let cut: Cut | undefined;
  for (let round = 0; round < 8 && world.violation === undefined; round++) {
    const node = leaderOf(paxos, world, cut);
    if (node === undefined) return;
    const others = [0, 1, 2].filter((other) => other !== node);
    world.run(random.below(random.chance(0.5) ? 10 : 80));
    if (cut !== undefined) world.lift(cut);
    cut = { kind: "partition", at: world.now, forMs: Infinity, sides: [[node], others] };
    const applied = () => {
      const state = world.states[node];
      return state === undefined ? 0 : paxos.view(state).applied.length;
    };
    const before = applied(), way = random.below(4);
    // Nothing of what it is asked gets out, some of it does, or just enough for a decision.
    if (way === 0) world.inject(cut);
    world.tell(node, bare(`c${round}`) as Tagged);
    if (way === 1) world.run(random.below(40));
    if (way >= 2) world.run(250, () => applied() > before);
    if (way > 0) world.inject(cut);
    // What the others have not made durable is lost.
    if (way === 3) {
      for (const other of others) {
        world.inject({ kind: "crash", at: world.now, node: other, downMs: 1 });
      }
    }
  }
}

/** Whoever leads, and is not cut off. */
function leaderOf(paxos: Subject, world: AnyWorld, cut: Cut | undefined): number | undefined {
  const leader = () =>
    world.states.findIndex((state, node) =>
      state !== undefined && paxos.view(state).leads !== null && cut?.sides[0][0] !== node
    );
  world.run(3000, () => leader() >= 0);
  const node = leader();
  return node < 0 ? undefined : node;
}
