/** The timers of one node on the clock of the machine that only goes forward. @module */

import type { Tagged } from "../model/protocol.ts";

/** The longest delay that the machine's own timers take, in ms: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** At most one pending timer of each type. */
export class Timers<T extends Tagged> {
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #fire: (timer: T) => void;

  /** `fire` is called for each timer when its time has come. */
  constructor(fire: (timer: T) => void) {
    this.#fire = fire;
  }

  /** Starts a timer in place of the pending one of its type. */
  wait(delayMs: number, timer: T): void {
    this.#arm(performance.now() + delayMs, timer);
  }

  /** Forgets the pending timer of this type. */
  cancel(type: string): void {
    clearTimeout(this.#pending.get(type));
    this.#pending.delete(type);
  }

  /** Forgets all of them. */
  clear(): void {
    for (const type of [...this.#pending.keys()]) this.cancel(type);
  }

  #arm(at: number, timer: T): void {
    this.cancel(timer.type);
    if (at === Infinity) return;
    const leftMs = Math.min(Math.max(0, at - performance.now()), LONGEST_MS);
    this.#pending.set(
      timer.type,
      setTimeout(() => {
        // The machine's timers may be early by a fraction, and late by any amount.
        if (at - performance.now() >= 0.5) return this.#arm(at, timer);
        this.#pending.delete(timer.type);
        this.#fire(timer);
      }, leftMs),
    );
  }
}
