/** What a new leader does with a slot that it knows to be decided, among slots that it must propose in. @module */

import type { Grading } from "hb/grade/part.ts";
import { constant } from "hb/sim/latency.ts";
import { directed, stageOf } from "./directing.ts";
import { scenarioOf, withoutClients } from "./storms.ts";
import type { Subject } from "./subject.ts";

/**
 * A server has missed one slot, knows that the next one is decided, and has voted in the one after that. Then it leads, and
 * proposes in all three: what it proposes must get to the others under the right slots. Neither it nor the server that helps
 * it has executed any of them.
 */
export function holes(paxos: Subject, grading: Grading): void {
  for (let run = 1; run <= 16; run++) {
    const network = { latency: constant(2) };
    const scenario = scenarioOf(paxos, { nodes: 3, asks: 0, fsyncMs: 1, network });
    grading.sweep(withoutClients(scenario), {
      seeds: 1,
      seedBase: run,
      shrinkRuns: 0,
      drive(world) {
        const { ask, cut, mend, pass, until, leads } = stageOf(paxos, world);
        if (!until(2000, () => [0, 1, 2].some(leads))) return;
        const old = [0, 1, 2].find(leads)!, next = (old + 1 + run % 2) % 3, other = 3 - old - next;
        pass(100 + 7 * run);
        // The leader is told of votes late, and so decides late; what the next one says is lost.
        const slow = { kind: "slow", at: world.now, forMs: 1e6, from: other, to: old, byMs: 40 };
        world.inject(slow as Parameters<typeof world.inject>[0]);
        cut([next], [old], true);
        const first = cut([old], [next], true);
        ask(old, "a");
        pass(3);
        mend(first);
        ask(old, "b");
        pass(6);
        ask(old, "c");
        pass(4);
        // Until the first two are decided the leader asks nobody again, and only the next one hears that they are.
        const silent = cut([old], [next, other], true);
        world.inject({ kind: "crash", at: world.now, node: other, downMs: 250 });
        pass(37);
        cut([other], [old], true);
        mend(silent);
        cut([old], [other], true);
        pass(80);
        cut([old], [next]);
        until(1500, () => leads(next));
        pass(1000);
      },
    });
  }
}

/**
 * What a leader proposes first reaches nobody, and what it proposes then does, before it is cut off. Whoever leads next has a
 * slot in which nobody has voted for anything, before one in which somebody has.
 */
export function gaps(paxos: Subject, grading: Grading): void {
  directed(paxos, grading, { nodes: 3, runs: 6 }, (stage, run) => {
    const { view, leads, cut, until, pass, mend, ask } = stage;
    if (!until(2000, () => [0, 1, 2].some(leads))) return;
    const old = [0, 1, 2].find(leads)!, others = [0, 1, 2].filter((node) => node !== old);
    pass(100 + 7 * run);
    const mute = cut([old], others, true);
    ask(old, "a");
    pass(3);
    mend(mute);
    ask(old, "b");
    pass(4);
    cut([old], others);
    pass(12);
    if (!until(1500, () => others.some(leads))) return;
    ask(others.find(leads)!, "c");
    stage.require(
      "progress",
      "a new leader fills the slots before those in which somebody has voted",
      until(3000, () => others.some((node) => view(node).applied.includes("c"))),
      () => {
        const { applied, executed } = view(others.find(leads) ?? others[0]!);
        const done = applied.join(", ") || "nothing";
        return `server ${old} had proposed a where nobody heard it, and then b, and was cut off; server ${
          others.find(leads) ?? others[0]
        } ` +
          `was asked for c when it led, and three seconds later it has executed the slots up to ${executed}, and ${done} of a, b and c`;
      },
    );
  });
}
