/** The timers of one node on the clock of the machine that only goes forward. @module */

import { clearImmediate, setImmediate } from "node:timers";
import type { Key, Tagged } from "../model/protocol.ts";
import { idOf, timerId } from "../model/timer_key.ts";

/** The longest delay that the machine's own timers take, in ms: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer that has not fired; one without delay is told apart, as its turn comes sooner than 1 ms. */
interface Pending<T> {
  timer: T;
  /** When it is to fire. */
  at: number;
  /** When the machine's timer fires. Invariant: `alarmAt <= at`. */
  readonly alarmAt: number;
  readonly timeout?: ReturnType<typeof setTimeout>;
  readonly immediate?: ReturnType<typeof setImmediate>;
}

/**
 * At most one pending timer of each type and key. A timer that is started anew before it fires, as an
 * election timer is with every message, leaves the machine's timer as it is: that goes on for the rest
 * when it fires too soon.
 */
export class Timers<T extends Tagged> {
  /** By type and key; what has fired or was cancelled is forgotten. */
  readonly #pending = new Map<string, Pending<T>>();
  readonly #fire: (timer: T) => void;

  /** `fire` is called for each timer when its time has come. */
  constructor(fire: (timer: T) => void) {
    this.#fire = fire;
  }

  /** Starts a timer in place of the pending one of its type and key. */
  wait(delayMs: number, timer: T): void {
    const id = idOf(timer), now = performance.now(), at = now + delayMs;
    const pending = this.#pending.get(id);
    if (delayMs > 0 && at < Infinity && pending?.timeout !== undefined && pending.alarmAt <= at) {
      pending.timer = timer;
      pending.at = at;
      return;
    }
    this.#forget(id);
    if (delayMs > 0) return this.#arm(id, timer, at, now);
    const immediate = setImmediate(() => this.#expire(id, timer));
    this.#pending.set(id, { timer, at, alarmAt: at, immediate });
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

  #arm(id: string, timer: T, at: number, now: number): void {
    if (at === Infinity) return;
    const leftMs = Math.min(Math.max(0, at - now), LONGEST_MS);
    const timeout = setTimeout(() => this.#alarm(id), leftMs);
    this.#pending.set(id, { timer, at, alarmAt: now + leftMs, timeout });
  }

  /** The machine's timers may be early by a fraction, and late by any amount. */
  #alarm(id: string): void {
    const { timer, at } = this.#pending.get(id)!, now = performance.now();
    if (at - now >= 0.5) this.#arm(id, timer, at, now);
    else this.#expire(id, timer);
  }
}
