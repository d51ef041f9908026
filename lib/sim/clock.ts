/**
 * The clocks of nodes. A node's clock shows `offset + rate · t` at virtual time `t`: it is wrong by a
 * constant, by a drift, and by what clock faults do to it: it jumps, changes its rate, or stands still.
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
  #rate: number;
  /** The rate it was made with. */
  readonly #ownPpm: number;
  /** How many stalls are under way; then it shows `#stoodAtMs`. */
  #stalls = 0;
  #stoodAtMs = 0;
  #disturbed = false;
  /** Whether it runs faster or slower than virtual time; without drift, `span` changes nothing. */
  drifts: boolean;

  /** A clock that is `offsetMs` ahead at time 0 and gains `driftPpm` millionths. */
  constructor(offsetMs: number, driftPpm: number) {
    this.drifts = driftPpm !== 0;
    this.#ownPpm = driftPpm;
    this.#offsetMs = offsetMs;
    this.#rate = 1 + driftPpm / 1e6;
  }

  /** What the clock shows at virtual time `at`. */
  read(at: number): number {
    return this.#stalls > 0 ? this.#stoodAtMs : this.#offsetMs + this.#rate * at;
  }

  /** How much virtual time passes while this clock counts `localMs`. */
  span(localMs: number): number {
    return this.drifts ? toGrid(localMs / this.#rate) : localMs;
  }

  /** What it shows changes at once; timers under way do not notice, as they count ticks. */
  jump(byMs: number): void {
    this.#offsetMs += byMs;
    this.#stoodAtMs += byMs;
  }

  /** From `now` on it gains `driftPpm` millionths, beginning with what it shows. */
  drift(now: number, driftPpm: number): void {
    const shown = this.#offsetMs + this.#rate * now;
    this.#disturbed = true;
    this.#rate = 1 + driftPpm / 1e6;
    this.#offsetMs = shown - this.#rate * now;
    this.drifts = driftPpm !== 0;
  }

  /** From `now` on it stands still. */
  stall(now: number): void {
    if (this.#stalls++ === 0) this.#stoodAtMs = this.#offsetMs + this.#rate * now;
  }

  /** One stall is over at `now`; after the last of them it goes on from where it stood. */
  resume(now: number): void {
    if (this.#stalls === 0 || --this.#stalls > 0) return;
    this.#offsetMs = this.#stoodAtMs - this.#rate * now;
  }

  /** From `now` on it goes as it was made to go, on from what it shows. */
  mend(now: number): void {
    while (this.#stalls > 0) this.resume(now);
    // Not for nothing: the sums would be rounded anew.
    if (this.#disturbed) this.drift(now, this.#ownPpm);
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
