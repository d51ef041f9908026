/** How much work a request is, and how fast a server does it. @module */

import type { Latency } from "../../../model/latency.ts";
import { pow } from "../../../model/real/pow.ts";
import { draw, toGrid } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";

/** How long a request takes on a server of speed 1 with nothing else to do, in ms. */
export type Work =
  | Latency
  /**
   * Few are long, and very long: P(more than x) = (leastMs / x)^shape; the mean is infinite for a
   * shape up to 1.
   */
  | { readonly kind: "pareto"; readonly leastMs: number; readonly shape: number };

/** The work of one request. */
export function drawWork(work: Work, random: Random): number {
  if (work.kind !== "pareto") return draw(work, random);
  return toGrid(work.leastMs * pow(1 - random.unit(), -1 / work.shape));
}

/** Pareto work of this mean, for shapes above 1. */
export function paretoOf(meanMs: number, shape: number): Work {
  return { kind: "pareto", leastMs: meanMs * (shape - 1) / shape, shape };
}

/**
 * At the end of each so many ms, a server stands still for so many ms: it collects garbage, say.
 */
export interface Pauses {
  /** From the end of one pause to the end of the next, in ms. */
  readonly everyMs: number;
  /** How long each is, in ms; less than that. */
  readonly forMs: number;
}

/** What a server has worked by a time, and when it has worked so much: inverses of each other. */
export interface Pace {
  /** In ms of work, from 0 at time 0. */
  workedBy(at: number): number;
  /** The earliest time, in ms. */
  timeOf(worked: number): number;
}

/** The pace of a server. */
export function paceOf(speed: number, pauses?: Pauses): Pace {
  if (pauses === undefined) {
    return { workedBy: (at) => at * speed, timeOf: (worked) => worked / speed };
  }
  const { everyMs, forMs } = pauses, activeMs = everyMs - forMs;
  return {
    workedBy(at) {
      const periods = Math.floor(at / everyMs);
      return speed * (periods * activeMs + Math.min(at - periods * everyMs, activeMs));
    },
    timeOf(worked) {
      const active = worked / speed;
      // What is done at the very end of a period is done before its pause.
      const periods = Math.max(0, Math.ceil(active / activeMs) - 1);
      return periods * everyMs + (active - periods * activeMs);
    },
  };
}
