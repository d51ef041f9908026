/** Frames about streams, which go ahead of the data on them. @module */

import { Breach } from "../breach.ts";
import { CONNECTION } from "../credits/window.ts";
import type { Frame, StreamId } from "./frames.ts";

/** How many frames that the other side has called for may wait until it reads. */
const MOST_ANSWERS = 1000;

/** What waits, in order. */
export class Notices {
  #frames: Frame[] = [];
  /** So many at the front are taken: to move all others up for each would take the square of their number. */
  #taken = 0;
  readonly #answers = new Set<Frame>();

  /** How many wait. */
  get length(): number {
    return this.#frames.length - this.#taken;
  }

  /** Adds one. */
  add(frame: Frame): void {
    this.#frames.push(frame);
  }

  /**
   * Adds one that the other side has called for. Throws a `Breach` when too many wait: a side that makes us
   * speak, and does not listen, is up to no good (CVE-2019-9512, -9514, -9515: floods of pings, resets,
   * settings; CVE-2025-8671: streams opened only to break their rules, each of which calls for a reset).
   */
  answer(frame: Frame): void {
    if (this.#answers.size >= MOST_ANSWERS) {
      throw new Breach(CONNECTION, `at most ${MOST_ANSWERS} answers may wait to be read`, "more");
    }
    this.#answers.add(frame);
    this.add(frame);
  }

  /** The next one. */
  take(): Frame | undefined {
    const frame = this.#frames[this.#taken];
    if (frame === undefined) return undefined;
    this.#answers.delete(frame);
    this.#taken++;
    if (2 * this.#taken >= this.#frames.length) {
      this.#frames = this.#frames.slice(this.#taken);
      this.#taken = 0;
    }
    return frame;
  }

  /** Forgets all; returns the streams of this side whose beginning never left. */
  clear(): Set<StreamId> {
    const waiting = this.#frames.slice(this.#taken);
    const begun = waiting.flatMap((frame) => frame.type === "open" ? [frame.stream] : []);
    this.#frames = [];
    this.#taken = 0;
    this.#answers.clear();
    return new Set(begun);
  }
}
