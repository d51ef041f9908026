/** Logs that cannot be read. @module */

/** A log that must not be used as it is. Nothing was changed. */
export class UnusableLog extends Error {
  /** Tells it from other errors. */
  override readonly name = "UnusableLog";
}
