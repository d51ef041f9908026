/**
 * The clocks of nodes. A node's clock shows `offset + rate · t` at virtual time `t`: it is wrong by a
 * constant, by a drift, and by whatever a clock fault makes it jump.
 *
 * @module
 */

import { notNegative } from "../model/latency.ts";
import { toGrid } from "./latency.ts";
import type { Random } from "./random.ts";

/** How wrong the clocks are. Drift is in parts per million: 100 ppm is 8.64 s a day. */
export interface ClockOptions {
  /** Offsets are drawn from ± this; default 0. */
  readonly maxOffsetMs?: number;
  /** Drifts are drawn from ± this; default 0. */
  readonly maxDriftPpm?: number;
  /** Or each node's clock, by its number. */
  readonly set?: readonly { readonly offsetMs?: number; readonly driftPpm?: number }[];
}

/** One node's clock. */
export class Clock {
  #offsetMs: number;
  readonly #rate: number;
  /** Whether it runs faster or slower than virtual time; without drift, `span` changes nothing. */
  readonly drifts: boolean;

  /** A clock that is `offsetMs` ahead at time 0 and gains `driftPpm` millionths. */
  constructor(offsetMs: number, driftPpm: number) {
    this.drifts = driftPpm !== 0;
    this.#offsetMs = offsetMs;
    this.#rate = 1 + driftPpm / 1e6;
  }

  /** What the clock shows at virtual time `at`. */
  read(at: number): number {
    return this.#offsetMs + this.#rate * at;
  }

  /** How much virtual time passes while this clock counts `localMs`. */
  span(localMs: number): number {
    return this.drifts ? toGrid(localMs / this.#rate) : localMs;
  }

  /** What it shows changes at once; timers under way do not notice, as they count ticks. */
  jump(byMs: number): void {
    this.#offsetMs += byMs;
  }
}

/** The clocks of `nodes` nodes; two draws for each. */
export function clocksOf(options: ClockOptions, nodes: number, random: Random): Clock[] {
  const maxOffsetMs = notNegative("largest clock offset", options.maxOffsetMs ?? 0);
  const maxDriftPpm = notNegative("largest clock drift", options.maxDriftPpm ?? 0);
  return Array.from({ length: nodes }, (_, node) => {
    const offsetMs = toGrid((random.unit() * 2 - 1) * maxOffsetMs);
    const driftPpm = (random.unit() * 2 - 1) * maxDriftPpm;
    const set = options.set?.[node];
    return new Clock(set?.offsetMs ?? offsetMs, set?.driftPpm ?? driftPpm);
  });
}
