/** What every assertion throws. */
export class AssertionError extends Error {
  /** An assertion that failed, and why. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
