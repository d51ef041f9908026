/** The timers of one node on the clock of the machine that only goes forward. @module */

import type { Key, Tagged } from "../model/protocol.ts";
import { idOf, timerId } from "../model/timer_key.ts";

/** The longest delay that the machine's own timers take, in ms: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** At most one pending timer of each type and key. */
export class Timers<T extends Tagged> {
  /** By type and key; what has fired or was cancelled is forgotten. */
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #fire: (timer: T) => void;

  /** `fire` is called for each timer when its time has come. */
  constructor(fire: (timer: T) => void) {
    this.#fire = fire;
  }

  /** Starts a timer in place of the pending one of its type and key. */
  wait(delayMs: number, timer: T): void {
    this.#arm(performance.now() + delayMs, idOf(timer), timer);
  }

  /** Forgets the pending timer of this type and key. */
  cancel(type: string, key?: Key): void {
    this.#forget(timerId(type, key));
  }

  /** Forgets all of them. */
  clear(): void {
    for (const id of [...this.#pending.keys()]) this.#forget(id);
  }

  #forget(id: string): void {
    clearTimeout(this.#pending.get(id));
    this.#pending.delete(id);
  }

  #arm(at: number, id: string, timer: T): void {
    this.#forget(id);
    if (at === Infinity) return;
    const leftMs = Math.min(Math.max(0, at - performance.now()), LONGEST_MS);
    this.#pending.set(
      id,
      setTimeout(() => {
        // The machine's timers may be early by a fraction, and late by any amount.
        if (at - performance.now() >= 0.5) return this.#arm(at, id, timer);
        this.#pending.delete(id);
        this.#fire(timer);
      }, leftMs),
    );
  }
}
