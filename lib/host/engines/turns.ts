/** Work that may go on together, and work that must be alone. @module */

/** Lets work begin in the order in which it came. */
export class Turns {
  /** Resolves when the last work that must be alone is over. */
  #alone: Promise<unknown> = Promise.resolve();
  /** The work that has come since. */
  #together = new Set<Promise<unknown>>();
  #isAlone = false;

  /** Work that may go on beside others of its kind; it begins at once where it can. */
  together<T>(work: () => Promise<T>): Promise<T> {
    const running = this.#isAlone ? this.#alone.then(work) : work();
    const over = running.then(() => {}, () => {}).then(() => void this.#together.delete(over));
    this.#together.add(over);
    return running;
  }

  /** Work that begins when all before it is over, and before which nothing begins that comes after it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const before = [this.#alone, ...this.#together];
    this.#together = new Set();
    const running = Promise.all(before).then(work);
    const over = running.then(() => {}, () => {}).then(() => {
      if (this.#alone === over) this.#isAlone = false;
    });
    this.#alone = over;
    this.#isAlone = true;
    return running;
  }
}
