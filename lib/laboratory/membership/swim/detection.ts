/**
 * How long it takes until anybody notices a crash (Das, Gupta and Motivala 2002, *SWIM*, section 3.1). In each period
 * each member probes one other, so that nobody probes a given one with probability (1 − 1/(n − 1))ⁿ⁻¹, about 1/e; the
 * first probe comes in period 1/(1 − 1/e) on average, however many there are. The analysis draws each target anew; in
 * rounds, who has not been probed for long is the next to be, so that it comes no later.
 *
 * @module
 */

import { exp } from "../../../model/real/exp.ts";
import type { Settings } from "../../../membership/swim/settings.ts";
import { mean } from "../../measured.ts";
import { stageOf } from "./stage.ts";

/** The limit of the paper, in periods: e/(e − 1). */
export const EXPECTED_PERIODS: number = 1 / (1 - exp(-1));

/** How soon a crash is noticed. */
export interface Detection {
  /** How many members there are. */
  readonly nodes: number;
  /** How many crashes were watched. */
  readonly runs: number;
  /** In which period after the crash somebody first probes the dead, from 1, on average. */
  readonly periods: number;
  /** Half the width of the interval in which the mean lies with 95 %, in periods. */
  readonly within: number;
}

const PERIOD_MS = 1000;
/** When somebody crashes: between two periods, which all members begin at the same time, as the analysis has it. */
const CRASH_MS = 3500;

/** Watches crashes, one in each run. */
export function firstDetection(
  nodes: number,
  runs: number,
  probes: Settings["probes"] = "round robin",
): Detection {
  const periods = Array.from({ length: runs }, (_, i) => firstProbe(nodes, probes, i + 1));
  const average = mean(periods);
  const variance = mean(periods.map((each) => (each - average) ** 2));
  return { nodes, runs, periods: average, within: 1.96 * Math.sqrt(variance / runs) };
}

/** The period after its crash in which node 0 is first probed, from 1. */
function firstProbe(nodes: number, probes: Settings["probes"], seed: number): number {
  let at: number | undefined;
  const world = stageOf({
    nodes,
    seed,
    settings: { phases: "in step", syncMs: 0, probes },
    faults: [{ kind: "crash", at: CRASH_MS, node: 0 }],
    tap(_, to, { type }) {
      if (to === 0 && type === "ping" && world.now > CRASH_MS) at ??= world.now;
    },
  });
  world.run(CRASH_MS);
  while (at === undefined) world.run(PERIOD_MS);
  return Math.ceil((at - CRASH_MS) / PERIOD_MS);
}
