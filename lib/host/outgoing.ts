/** What waits to be written to one connection, and in which order it is. @module */

import { Batcher } from "../link/batcher.ts";
import type { Lane } from "./lanes/lanes.ts";
import type { SendingLanes } from "./lanes/sending.ts";
import type { Limits } from "./limits.ts";
import type { Squeezing } from "./squeezing.ts";
import type { Traffic } from "./traffic.ts";

/** Frames that wait leave together, up to so many bytes: they are copied into one piece. */
const mostAtOnce = 2 ** 18;

/** Frames one after another and, where there are lanes, messages on them. */
export class Outgoing {
  readonly #limits: Pick<Limits, "queueBytes">;
  readonly #traffic: Traffic;
  readonly #batcher = new Batcher({ bytes: mostAtOnce });
  #lanes: SendingLanes | undefined;

  /** Nothing yet. */
  constructor(limits: Pick<Limits, "queueBytes">, traffic: Traffic) {
    this.#limits = limits;
    this.#traffic = traffic;
  }

  /** How many bytes wait. */
  get queued(): number {
    return this.#batcher.waitingBytes + (this.#lanes?.queued ?? 0);
  }

  /** How many frames wait beside the lanes. */
  get waiting(): number {
    return this.#batcher.waiting;
  }

  /** Whether messages travel on lanes. */
  get branched(): boolean {
    return this.#lanes !== undefined;
  }

  /** From now on, messages travel on these. */
  branch(lanes: SendingLanes): void {
    this.#lanes = lanes;
  }

  /** Adds a message to a lane, where there are lanes. */
  addTo(lane: Lane, message: Uint8Array): void {
    this.#lanes?.add(lane, message);
  }

  /**
   * Adds a frame. When too much waits, the oldest are dropped: the network may lose messages, and the newest
   * are the most useful.
   */
  add(frame: Uint8Array): void {
    const batcher = this.#batcher;
    batcher.add(frame, 0);
    while (batcher.waitingBytes > this.#limits.queueBytes && batcher.waiting > 1) {
      batcher.dropOldest();
      this.#traffic.dropped++;
    }
  }

  /** The bytes for one write, if there are any; what is said beside the lanes goes ahead. */
  next(squeezing: Squeezing): Uint8Array | undefined {
    const batch = this.#batcher.next(0);
    if (batch === undefined) return this.#lanes?.next();
    this.#batcher.written();
    return squeezing.leaving(batch);
  }

  /** Forgets all. */
  clear(): void {
    this.#batcher.clear();
    this.#lanes = undefined;
  }
}
