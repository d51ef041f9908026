/** Storms, crashes, and replicas that are gone for good. @module */

import { type Grading, reach, runFor, unaided } from "hb/grade/part.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { Subject } from "./subject.ts";
import { allDone, scenarioOf, type Trial } from "./worlds.ts";

/** Everything goes wrong, and then nothing more. */
export function stormy(
  epaxos: Subject,
  trial: Trial,
  grading: Grading,
  { storms = 6, seeds = 2 }: { readonly storms?: number; readonly seeds?: number } = {},
): void {
  const troubleMs = 2500;
  for (let i = 0; i < storms; i++) {
    const faults = weather(new Random(i, "12-leaderless"), trial.nodes, {
      untilMs: troubleMs,
      faults: [4, 14],
      mix: { crash: 2, partition: 2, pause: 1 },
      spanMs: [30, 900],
    });
    const network = i % 2 === 0
      ? { latency: uniform(1, 30), loss: 0.08, duplication: 0.1 }
      : { latency: uniform(1, 200), duplication: 0.1 };
    const keys = 1 + i % 3, everyMs = [150, 60, 20][i % 3]!;
    grading.sweep(scenarioOf(epaxos, { faults, network, keys, everyMs, ...trial }), {
      seeds,
      shrinkRuns: 120,
      drive(world) {
        runFor(world, troubleMs);
        world.reshape({ latency: uniform(1, 30) });
        reach(world, allDone(epaxos));
      },
    });
  }
}

/** Replicas crash again and again, and are back at once. */
export function crashing(epaxos: Subject, grading: Grading): void {
  for (let i = 0; i < 4; i++) {
    const faults = weather(new Random(i, "12-leaderless crashes"), 3, {
      fromMs: 50,
      untilMs: 2000,
      faults: [15, 40],
      spanMs: [1, 60],
      mix: { crash: 1 },
    });
    grading.sweep(scenarioOf(epaxos, { nodes: 3, faults, fsyncMs: 5, everyMs: 40, asks: 20 }), {
      seeds: 2,
      shrinkRuns: 120,
      drive(world) {
        runFor(world, 2100);
        reach(world, allDone(epaxos));
      },
    });
  }
}

/** A minority goes for good while all ask at once, the coordinators of what is open among them. */
export function gone(epaxos: Subject, nodes: number, grading: Grading): void {
  const few = Math.floor((nodes - 1) / 2);
  for (let i = 0; i < 4; i++) {
    const faults: Schedule = Array.from({ length: few }, (_, which) => ({
      kind: "crash",
      at: 300 + 37 * i + 11 * which,
      node: (i + which) % nodes,
    }));
    const trial = { nodes, faults, keys: 1, everyMs: 15, asks: 12 };
    grading.sweep(scenarioOf(epaxos, trial), {
      seeds: 3,
      shrinkRuns: 80,
      drive(world) {
        runFor(world, 800);
        unaided(world, allDone(epaxos));
      },
    });
  }
}
