/** What was said a while ago need not be said again. @module */

/** For so long the same is not said again, in ms. */
const QUIET_MS = 60_000;

/** So many different lines are remembered; then all are forgotten. */
const MOST = 256;

/** Remembers what was said. Whoever is turned away and dials every second would fill a log. */
export class Repeats {
  readonly #saidAt = new Map<string, number>();
  readonly #now: () => number;

  /** `now` is a clock, in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether this was said in the last minute; if not, it is now. */
  has(line: string): boolean {
    const now = this.#now(), saidAt = this.#saidAt.get(line);
    if (saidAt !== undefined && now - saidAt < QUIET_MS) return true;
    if (this.#saidAt.size >= MOST) this.#saidAt.clear();
    this.#saidAt.set(line, now);
    return false;
  }
}
