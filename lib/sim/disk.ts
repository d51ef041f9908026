/** The disks of a world: how long an fsync takes. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Journal } from "./journal.ts";
import { constant, draw, type Latency } from "./latency.ts";
import type { Random } from "./random.ts";

/** How fast the disks are. */
export interface DiskOptions {
  /** How long an fsync takes. */
  readonly fsync: Latency;
  /** How long it takes at single nodes, by their numbers. */
  readonly nodes?: Readonly<Record<NodeId, Latency>>;
}

/** All nodes' disks. */
export class Disk {
  /** How many fsyncs have begun, at all nodes. */
  fsyncs = 0;
  readonly #options: DiskOptions;
  readonly #random: Random;

  /** By default an fsync takes no time at all. */
  constructor(options: DiskOptions = { fsync: constant(0) }, random: Random) {
    this.#options = options;
    this.#random = random;
  }

  /** When what `journal`, that of `node`, holds at `now` will be durable, in ms. */
  durableAt<R>(node: NodeId, journal: Journal<R>, now: number): number {
    const { fsync, nodes } = this.#options;
    return journal.durableAt(now, () => {
      this.fsyncs++;
      return draw(nodes?.[node] ?? fsync, this.#random);
    });
  }
}
