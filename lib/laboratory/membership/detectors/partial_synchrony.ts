/**
 * Partial synchrony (Dwork, Lynch and Stockmeyer 1988): delays are bounded from some time on, and nobody knows the bound nor
 * the time. A fixed timeout below the bound errs for ever; one that grows with each mistake errs finitely often, and is ◇P.
 *
 * @module
 */

import { judgeClass, type Verdict } from "../../../membership/detector/classes.ts";
import type { Estimator } from "../../../membership/detector/estimators/estimator.ts";
import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { growing } from "../../../membership/detector/estimators/growing.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import type { State } from "../../../membership/detector/heartbeat/messages.ts";
import {
  suspected,
  type SuspicionTrace,
  watchSuspicions,
} from "../../../membership/detector/suspicions.ts";
import { uniform } from "../../../model/latency.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { PERIOD_MS } from "./networks.ts";

/** When delays begin to be bounded, in ms. */
export const GST_MS = 10_000;
/** The bound from then on, in ms. */
export const BOUND_MS = 400;
/** How long the run is, in ms. */
export const RUN_MS = 40_000;
/** When one node crashes for good, in ms. */
export const CRASH_MS = 25_000;
/** From when on the class must hold, in ms. */
export const BY_MS = 30_000;
/** Mistakes are counted in spans of so many ms. */
const SPAN_MS = 1000;

/** What came of one estimator. */
export interface PartialSynchrony {
  /** Its name. */
  readonly estimator: string;
  /** Whether it was ◇P. */
  readonly verdict: Verdict;
  /** When the last mistake ended, in ms; 0 if there was none, `Infinity` if it lasts. */
  readonly lastMistakeMs: number;
  /** How many mistakes began in each second. */
  readonly mistakes: readonly { readonly fromMs: number; readonly count: number }[];
  /** The run. */
  readonly trace: SuspicionTrace;
}

/** Four nodes with a fixed timeout of 250 ms, and with one that grows from there by 50 ms. */
export function partialSynchrony(
  estimators: readonly Estimator[] = [fixed(250), growing(250, 50)],
): PartialSynchrony[] {
  return estimators.map((estimator) => {
    const watch = watchSuspicions<State>(suspected);
    const world = new World({
      protocol: heartbeat({ periodMs: PERIOD_MS, estimator }),
      nodes: 4,
      network: { latency: uniform(1, 2000) },
      invariants: [watch.invariant],
      seed: 1,
      trace: "none",
      strict: false,
    });
    advance(world, GST_MS);
    world.reshape({ latency: uniform(1, BOUND_MS) });
    advance(world, CRASH_MS - GST_MS);
    world.inject({ kind: "crash", at: 0, node: 3 });
    advance(world, RUN_MS - CRASH_MS);
    const trace = watch.trace(world.now);
    const wrong = trace.suspicions.filter(({ of, fromMs }) => of !== 3 || fromMs < CRASH_MS);
    return {
      estimator: estimator.name,
      verdict: judgeClass(trace, "◇P", BY_MS),
      lastMistakeMs: Math.max(
        0,
        ...wrong.map(({ of, untilMs }) => of === 3 ? Math.min(untilMs, CRASH_MS) : untilMs),
      ),
      mistakes: Array.from({ length: RUN_MS / SPAN_MS }, (_, i) => {
        const fromMs = i * SPAN_MS;
        const count = wrong.filter((each) =>
          each.fromMs >= fromMs && each.fromMs < fromMs + SPAN_MS
        ).length;
        return { fromMs, count };
      }),
      trace,
    };
  });
}
