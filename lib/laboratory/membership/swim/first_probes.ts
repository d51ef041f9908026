/**
 * When members are first probed after some moment. Who is probed does not depend on whether it is there to answer, so
 * this is how long a crash at that moment would have gone unnoticed: one run tells it of every member at once (Das, Gupta
 * and Motivala 2002, *SWIM*, section 3.1).
 *
 * @module
 */

import { pow } from "../../../model/real/pow.ts";
import type { Settings } from "../../../membership/swim/settings.ts";
import { assertWhole } from "../../asked.ts";
import { mean } from "../../measured.ts";
import { stageOf } from "./stage.ts";

/** How long members waited for their first probe. */
export interface FirstProbes {
  /** How many members there are. */
  readonly nodes: number;
  /** How many waits were counted. */
  readonly count: number;
  /** In which period after the moment the first probe came, from 1, on average. */
  readonly periods: number;
  /** What the analysis says: 1 / (1 − (1 − 1/(n − 1))ⁿ⁻¹), each target being drawn anew. */
  readonly expected: number;
  /** By the number of periods, from 0, the share of members that nobody had probed yet. */
  readonly waiting: readonly number[];
}

const PERIOD_MS = 1000;
/** Between two periods, which all members begin at the same time, as the analysis has it. */
const FIRST_MS = 3500;

/**
 * Looks at so many moments, each when nobody waits any more for a probe after the last one. Throws `RangeError` where
 * there is nothing to wait for.
 */
export function firstProbes(
  nodes: number,
  moments: number,
  probes: Settings["probes"] = "random",
): FirstProbes {
  assertWhole("count first probes", { nodes }, 2);
  assertWhole("count first probes", { moments }, 1);
  const waits: number[] = [];
  let waiting = new Set<number>(), sinceMs = Infinity;
  const world = stageOf({
    nodes,
    seed: 1,
    settings: { phases: "in step", syncMs: 0, probes },
    tap(_, to, { type }) {
      if (type === "ping" && waiting.delete(to)) {
        waits.push(Math.ceil((world.now - sinceMs) / PERIOD_MS));
      }
    },
  });
  world.run(FIRST_MS);
  for (let i = 0; i < moments; i++) {
    waiting = new Set(Array.from({ length: nodes }, (_, node) => node));
    sinceMs = world.now;
    while (waiting.size > 0) world.run(PERIOD_MS);
  }
  return {
    nodes,
    count: waits.length,
    periods: mean(waits),
    expected: expectedPeriods(nodes),
    waiting: Array.from(
      { length: Math.max(...new Set(waits)) + 1 },
      (_, k) => waits.filter((wait) => wait > k).length / waits.length,
    ),
  };
}

/** The expected period of the first probe, where n − 1 members draw one of n − 1 others each. */
export function expectedPeriods(nodes: number): number {
  return 1 / (1 - pow(1 - 1 / (nodes - 1), nodes - 1));
}
