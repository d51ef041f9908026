/** The disks of a world: how long an fsync takes. @module */

import type { Journal } from "./journal.ts";
import { constant, draw, type Latency } from "./latency.ts";
import type { Random } from "./random.ts";

/** All nodes' disks; they differ by chance alone. */
export class Disk {
  readonly #fsync: Latency;
  readonly #random: Random;

  /** `fsync` is how long one takes; by default no time at all. */
  constructor(fsync: Latency = constant(0), random: Random) {
    this.#fsync = fsync;
    this.#random = random;
  }

  /** When what `journal` holds at `now` will be durable, in ms. */
  durableAt<R>(journal: Journal<R>, now: number): number {
    return journal.durableAt(now, () => draw(this.#fsync, this.#random));
  }
}
