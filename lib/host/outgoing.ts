/**
 * What waits to be written to one connection, and in which order it leaves. Nothing that waits is
 * packed, as it may be dropped yet, or overtaken: it is packed as it leaves (`squeezing.ts`).
 *
 * @module
 */

import { seal } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import { Batcher } from "../link/batcher.ts";
import type { Lane } from "./lanes/lanes.ts";
import type { SendingLanes } from "./lanes/sending.ts";
import type { Limits } from "./limits.ts";
import { asTheyAre, type Squeezing } from "./squeezing.ts";
import type { Traffic } from "./traffic.ts";

/** Frames that wait leave together, up to so many bytes: they are copied into one piece. */
const mostAtOnce = 2 ** 18;

/** Frames one after another and, where there are lanes, messages on them. */
export class Outgoing {
  readonly #limits: Pick<Limits, "queueBytes">;
  readonly #traffic: Traffic;
  readonly #batcher = new Batcher({ bytes: mostAtOnce });
  #squeezing: Pick<Squeezing, "leaving"> = asTheyAre(0);
  /** So many frames that wait were sent before the other side knew how frames are packed. */
  #asTheyAre = 0;
  #lanes: SendingLanes | undefined;

  /** Nothing yet. */
  constructor(limits: Pick<Limits, "queueBytes">, traffic: Traffic) {
    this.#limits = limits;
    this.#traffic = traffic;
  }

  /** How many bytes wait, before they are packed. */
  get queued(): number {
    return this.#batcher.waitingBytes + (this.#lanes?.queued ?? 0);
  }

  /** What is added from now on is packed so. */
  pack(squeezing: Pick<Squeezing, "leaving">): void {
    this.#squeezing = squeezing;
    this.#asTheyAre = this.#batcher.waiting;
  }

  /** From now on, messages travel on these. */
  branch(lanes: SendingLanes): void {
    this.#lanes = lanes;
  }

  /**
   * Adds a message, which was written behind room for the header of a frame: to its lane, if there
   * are lanes.
   */
  addMessage(message: Uint8Array, lane: Lane): void {
    if (this.#lanes === undefined) this.add(seal(message));
    else this.#lanes.add(lane, message);
  }

  /**
   * Adds a frame. When too much waits, the oldest are dropped: the network may lose messages, and
   * the newest are the most useful.
   */
  add(frame: Uint8Array): void {
    const batcher = this.#batcher;
    batcher.add(frame, 0);
    while (batcher.waitingBytes > this.#limits.queueBytes && batcher.waiting > 1) {
      batcher.dropOldest();
      if (this.#asTheyAre > 0) this.#asTheyAre--;
      this.#traffic.dropped++;
    }
  }

  /**
   * The bytes for one write, if there are any, which must all leave; they are valid until the next
   * call. What is said beside the lanes goes ahead.
   */
  next(): Uint8Array | undefined {
    const frames = this.#batcher.next(0) ?? this.#lanes?.next();
    if (frames === undefined) return undefined;
    this.#batcher.written();
    const before = frames.slice(0, this.#asTheyAre), now = frames.slice(before.length);
    this.#asTheyAre -= before.length;
    const pieces = now.length === 0 ? before : [...before, this.#squeezing.leaving(now)];
    return pieces.length === 1 ? pieces[0]! : joined(pieces);
  }

  /** Forgets all. */
  clear(): void {
    this.#batcher.clear();
    this.#lanes = undefined;
  }
}
