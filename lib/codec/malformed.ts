/** What reading untrusted bytes throws, and nothing else. @module */

/** Bytes that are not what they should be. */
export class MalformedBytes extends Error {
  /** Tells it from other errors. */
  override readonly name = "MalformedBytes";

  /** `expected` says what should have stood at `offset`. */
  constructor(
    /** Where, counted from the first byte that was given. */
    readonly offset: number,
    expected: string,
    given: string,
  ) {
    super(`Cannot read byte ${offset} because ${expected} is required: given ${given}`);
  }
}
