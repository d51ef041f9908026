/** What comes late: promises of a ballot of long ago, and votes of the same round. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { bare } from "hb/replicated/requests.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answer } from "../given.ts";
import { directed, stageOf } from "./directing.ts";
import { scenarioOf } from "./storms.ts";
import type { Subject } from "./subject.ts";

/**
 * A promise of an earlier ballot comes when its proposer stands in a later one. Meanwhile something has been decided of which
 * it says nothing. (Votes of an earlier ballot need more: among three servers a leader's own vote and an old one are a majority
 * of that ballot, too. Part 4 judges that votes of different ballots do not add up.)
 */
export function latePromises(paxos: Subject, grading: Grading): void {
  directed(paxos, grading, { nodes: 3, runs: 12 }, (stage, run) => {
    const { view, leads, cut, until, pass } = stage;
    const x = run % 3, y = (x + 1 + (run >> 1) % 2) % 3, z = 3 - x - y;
    cut([x], [z]);
    const slow = stage.slow(y, x, 1800);
    if (!until(2000, () => view(y).promised.node === x)) return;
    const apart = cut([x], [y], true);
    if (!until(1500, () => leads(y) || leads(z))) return;
    const leader = leads(y) ? y : z;
    stage.ask(leader, "c");
    if (!until(400, () => view(leader).applied.length > 0)) return;
    pass(300);
    stage.mend(apart);
    if (until(3000, () => leads(x))) {
      // It is promised by one that is quick now, or takes the old promise for one.
      stage.mend(slow);
      stage.ask(x, "x");
    }
    pass(2500);
  });
}

/** Two ballots have the same round, and a new leader is told of a vote in each: the node decides which is the later one. */
export function sameRound(paxos: Subject, grading: Grading): void {
  directed(paxos, grading, { nodes: 3, runs: 16 }, (stage, run) => {
    const { view, leads, cut, until } = stage;
    const [x, y] = [[0, 1], [0, 2], [1, 2]][run % 3]! as [number, number], z = 3 - x - y;
    cut([x], [y]);
    if (!until(2000, () => leads(x))) return;
    const round = view(x).leads!.round, alone = cut([x], [z]);
    stage.ask(x, "x");
    if (!until(2000, () => leads(y)) || view(y).leads!.round !== round) return;
    stage.ask(y, "y");
    if (!until(400, () => view(y).applied.length > 0)) return;
    cut([y], [z]);
    stage.mend(alone);
    stage.pass(2500);
  });
}

/**
 * A leader that is cut off proposes what a client asks. The others decide something else in that slot, and remove it from the
 * members; when it hears of that, its client has not been served.
 */
export function askedInVain(paxos: Subject, grading: Grading): void {
  const members = [0, 1, 2, 3, 4], askedAt = 1200;
  for (let run = 1; run <= 10; run++) {
    let leader: number | undefined;
    const scenario = scenarioOf(paxos, {
      nodes: 5,
      setting: { members, window: 2 },
      network: { latency: uniform(1, 10) },
      fsyncMs: 1,
    });
    const clients = {
      workload: [[{ input: "x1", at: askedAt }]],
      ask: () => bare("x1") as Tagged,
      to: () => leader ?? 0,
      link: "local",
      timeoutMs: 10_000,
      outcome: (answer: unknown) => (answer as Answer).ok ? "ok" : "fail",
    } as const;
    grading.sweep({ ...scenario, clients }, {
      seeds: 1,
      seedBase: run,
      shrinkRuns: 0,
      drive(world) {
        leader = undefined;
        const { view, leads, cut, mend, until, ...stage } = stageOf(paxos, world);
        const strangers = cut([3, 4], [0, 1, 2]);
        if (!until(askedAt - 100, () => [0, 1, 2].some(leads))) return;
        const old = leader = [0, 1, 2].find(leads)!;
        const others = members.filter((node) => node !== old);
        cut([old], others.slice(0, 3));
        const last = cut([old], [4]);
        mend(strangers);
        stage.pass(askedAt + 50 - world.now);
        if (!until(3000, () => others.slice(0, 3).some(leads))) return;
        const next = others.find(leads)!;
        stage.ask(next, "y");
        if (!until(500, () => view(next).applied.length > 0)) return;
        stage.change(next, others);
        const isOut = (node: number) => view(node).members.join() === others.join();
        if (!until(2000, () => others.every(isOut))) return;
        mend(last);
        stage.pass(1500);
        const [asked] = world.history, { result } = Object(asked?.output) as { result?: unknown };
        const { applied } = view(old);
        stage.require(
          "answers",
          "a client is told what its own command has come to",
          asked?.outcome !== "ok" || applied[Number(result) - 1] === "x1",
          () =>
            `x1 was proposed in a slot in which y was decided; its client was told that it is command ${result}, and these are executed: ${
              applied.join(", ")
            }`,
        );
      },
    });
  }
}
