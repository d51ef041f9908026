/** That time passes: timers that are set again for no time at all would keep a run at one moment for ever. @module */

import type { Tagged } from "../model/protocol.ts";

/** A timer for less than this, in ms, lets no time pass. */
export const NO_TIME_MS = 1e-3;

/** More of them within a ms, and some more for each node, keep time from passing. */
const MOST = 1000, MOST_OF_EACH = 10;

/** Counts the timers that let no time pass. */
export class Pace {
  readonly #most: number;
  #count = 0;
  #from = 0;

  /** The pace of a world of `nodes` nodes. */
  constructor(nodes: number) {
    this.#most = MOST + MOST_OF_EACH * nodes;
  }

  /** A timer is set at `now` for no time. Throws where too many have been. */
  assertTimePasses(now: number, { type }: Tagged): void {
    if (now - this.#from > 1) {
      this.#from = now;
      this.#count = 0;
    }
    if (++this.#count <= this.#most) return;
    throw new RangeError(
      `Cannot set timer "${type}" because time must pass: it was set again for 0 ms, ` +
        `${this.#most} times in a row`,
    );
  }
}
