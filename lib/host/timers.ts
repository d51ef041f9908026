/** The timers of one node on the clock of the machine that only goes forward. @module */

import { clearImmediate, setImmediate } from "node:timers";
import type { Key, Tagged } from "../model/protocol.ts";
import { idOf, timerId } from "../model/timer_key.ts";

/** The longest delay that the machine's own timers take, in ms: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer of the machine; one without delay is told apart, as its turn comes sooner than 1 ms. */
interface Pending {
  readonly timeout?: ReturnType<typeof setTimeout>;
  readonly immediate?: ReturnType<typeof setImmediate>;
}

/** At most one pending timer of each type and key. */
export class Timers<T extends Tagged> {
  /** By type and key; what has fired or was cancelled is forgotten. */
  readonly #pending = new Map<string, Pending>();
  readonly #fire: (timer: T) => void;

  /** `fire` is called for each timer when its time has come. */
  constructor(fire: (timer: T) => void) {
    this.#fire = fire;
  }

  /** Starts a timer in place of the pending one of its type and key. */
  wait(delayMs: number, timer: T): void {
    const id = idOf(timer);
    if (delayMs > 0) return this.#arm(performance.now() + delayMs, id, timer);
    this.#forget(id);
    const immediate = setImmediate(() => this.#expire(id, timer));
    this.#pending.set(id, { immediate });
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
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    clearTimeout(pending.timeout);
    if (pending.immediate !== undefined) clearImmediate(pending.immediate);
    this.#pending.delete(id);
  }

  #expire(id: string, timer: T): void {
    this.#pending.delete(id);
    this.#fire(timer);
  }

  #arm(at: number, id: string, timer: T): void {
    this.#forget(id);
    if (at === Infinity) return;
    const leftMs = Math.min(Math.max(0, at - performance.now()), LONGEST_MS);
    const timeout = setTimeout(() => {
      // The machine's timers may be early by a fraction, and late by any amount.
      if (at - performance.now() >= 0.5) return this.#arm(at, id, timer);
      this.#expire(id, timer);
    }, leftMs);
    this.#pending.set(id, { timeout });
  }
}
