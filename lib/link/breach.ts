/** What the other side of a connection must not do. @module */

/** The other side broke a rule; `stream` says whose end that is. */
export class Breach extends Error {
  /** Tells it from other errors. */
  override readonly name = "Breach";

  /** Made where a rule is checked. */
  constructor(
    /** The stream that ends by it, or 0: all of the connection. */
    readonly stream: number,
    /** In words that follow "Cannot go on because". */
    rule: string,
    given: string,
  ) {
    super(`Cannot go on because ${rule}: given ${given}`);
  }
}
