/** What a system's own functions throw, on its way out of a search; `went_wrong.ts` puts it into words. @module */

/** Something that a system called threw. */
export class Thrown extends Error {
  /** What threw something, and what it threw. */
  constructor(
    /** What threw: `action "send"`. */
    readonly what: string,
    /** What was thrown. */
    readonly thrown: unknown,
  ) {
    super(what);
  }
}

/** Runs a function of a system; what it throws is known to be thrown by it. */
export function naming<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof Thrown ? error : new Thrown(what, error);
  }
}

/** A search that ended with an error. */
export class Interrupted extends Error {
  /** The search, the state whose steps were being taken, or −1, and the error. */
  constructor(
    /** The search, as far as it had come. */
    readonly search: unknown,
    /** The number of the state; −1 before there was one. */
    readonly state: number,
    cause: unknown,
  ) {
    super("a search was interrupted", { cause });
  }
}
