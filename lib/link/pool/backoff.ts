/** Pauses between attempts that fail, each twice as long as the one before. @module */

/** The pauses of one address. A success ends them, and a failure is never the last word. */
export class Backoff {
  /** When the next attempt may be made, in ms. */
  nextAt: number = -Infinity;
  readonly #first: number;
  readonly #longest: number;
  #failures = 0;

  /** From the first pause to the longest, in ms. */
  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
  }

  /** Whether the last attempt failed: then one at a time is enough. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** An attempt has failed at `now`. */
  failed(now: number): void {
    this.nextAt = now + Math.min(this.#longest, this.#first * 2 ** this.#failures);
    this.#failures++;
  }

  /** An attempt has succeeded. */
  succeeded(): void {
    this.nextAt = -Infinity;
    this.#failures = 0;
  }
}
