/** What reading storage throws where the disk holds something else than was written. @module */

/**
 * Bytes on a disk that nobody wrote like this. Nothing was changed, and nothing is made up in their place:
 * whoever can do without them must say so.
 */
export class CorruptStorage extends Error {
  /** Tells it from other errors. */
  override readonly name = "CorruptStorage";

  /** `Cannot read WHAT because REASON: given GIVEN` */
  constructor(what: string, reason: string, given: string, options?: ErrorOptions) {
    super(`Cannot read ${what} because ${reason}: given ${given}`, options);
  }
}
