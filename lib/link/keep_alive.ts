/**
 * Whether the other side of a connection is still there. A connection whose other side has vanished looks
 * like one on which nothing is said; so a side that has heard nothing for a while asks, and gives up when
 * nothing comes.
 *
 * The patience begins when it is asked, not when the question has been written: on a connection that is dead,
 * writes may never end, and a patience that begins after the write never begins (golang 48810).
 *
 * @module
 */

/** When to ask, and how long to wait. */
export interface KeepAliveRules {
  /** How long nothing may be heard before it is asked, in ms. */
  readonly askAfterMs: number;
  /** How long nothing may be heard after it was asked, in ms. */
  readonly patienceMs: number;
}

/** What to do now. `dead`: close the connection, and tell everybody who waits for it, deadline or not. */
export type KeepAliveAdvice = "nothing" | "ask" | "dead";

/**
 * Watches one connection. Whatever is heard counts, not only answers. Invariant: a connection on which
 * nothing is heard is dead at most `askAfterMs + patienceMs` after the last word, if `tick` is called when
 * it is due.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { KeepAlive } from "hb/link/keep_alive.ts";
 *
 * const alive = new KeepAlive({ askAfterMs: 1000, patienceMs: 300 }, 0);
 * assertEquals(alive.tick(999), "nothing");
 * assertEquals(alive.tick(1000), "ask");
 * assertEquals(alive.dueAt, 1300);
 * alive.heard(1250);
 * assertEquals(alive.tick(1300), "nothing");
 * ```
 */
export class KeepAlive {
  readonly #rules: KeepAliveRules;
  #heardAt: number;
  /** When it was asked, if nothing was heard since. */
  #askedAt: number | undefined;
  #dead = false;

  /** The connection has come about at `now`, in ms. */
  constructor(rules: KeepAliveRules, now: number) {
    if (!(rules.askAfterMs > 0 && rules.patienceMs > 0)) {
      throw new RangeError(
        `Cannot keep a connection alive because times above 0 ms are required: ` +
          `given ${rules.askAfterMs} and ${rules.patienceMs}`,
      );
    }
    this.#rules = rules;
    this.#heardAt = now;
  }

  /** Something has come from the other side. Who was declared dead stays dead. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#askedAt = undefined;
  }

  /** When `tick` will say something if nothing is heard, in ms; Infinity when it has said that it is dead. */
  get dueAt(): number {
    if (this.#dead) return Infinity;
    if (this.#askedAt === undefined) return this.#heardAt + this.#rules.askAfterMs;
    return this.#askedAt + this.#rules.patienceMs;
  }

  /** What to do at `now`. To be called when it is due, or regularly. */
  tick(now: number): KeepAliveAdvice {
    if (this.#dead) return "dead";
    if (now < this.dueAt) return "nothing";
    if (this.#askedAt === undefined) {
      this.#askedAt = now;
      return "ask";
    }
    this.#dead = true;
    return "dead";
  }
}
