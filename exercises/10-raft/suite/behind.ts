import text from "./behind.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import { composed } from "./compose.ts";
import { exchanges } from "./exchange.ts";
import { laboratory } from "./laboratory.ts";
import { loneSteps } from "./lone_steps.ts";
import { cut, settled, type Try, tryAll } from "./tries.ts";

export const behind = task<Answers>(text, (answers, grading) => {
  loneSteps(answers.behind, grading);
  exchanges(answers.behind, grading);
  tryAll(tries, composed(answers, "3D"), grading);
  laboratory(answers, "3D", 2, grading);
});

const compacting = { snapshotEvery: 3 };

/** Snapshots take so long that the next one is taken before they arrive. */
export const slowSnapshots: Try = {
  nodes: 3,
  asks: 20,
  options: compacting,
  faults: [cut(180, 450, 2, [0, 1])],
  network: {
    latency: uniform(4, 6),
    types: { installSnapshot: { latency: uniform(60, 90) } },
  },
  seeds: 2,
  drive: toTheEnd(1500, settled(900)),
};

const tries: readonly Try[] = [
  // A follower that was away needs what is compacted.
  {
    nodes: 3,
    asks: 6,
    options: compacting,
    faults: [cut(180, 600, 2, [0, 1])],
    seeds: 1,
    drive: toTheEnd(650, settled(600)),
  },
  // The snapshot is lost, and the follower away again; then it is back.
  {
    nodes: 3,
    asks: 6,
    options: compacting,
    faults: [cut(180, 600, 2, [0, 1]), cut(603, 1200, 2, [0, 1])],
    seeds: 1,
    drive: toTheEnd(1200, settled(900)),
  },
  slowSnapshots,
  ...Array.from({ length: 6 }, (_, i): Try => ({
    nodes: i % 2 === 0 ? 3 : 5,
    asks: 12,
    options: { snapshotEvery: 3, keepEntries: i % 3 },
    network: { latency: uniform(1, 45), loss: 0.08, duplication: 0.08 },
    faults: weather(new Random(i, "behind"), i % 2 === 0 ? 3 : 5, {
      untilMs: 1200,
      faults: [4, 9],
      mix: { crash: 1, partition: 2 },
      spanMs: [50, 500],
    }),
    seeds: 3,
    drive: toTheEnd(1300, settled(6000)),
  })),
];
