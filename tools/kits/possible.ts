/** What a kit refuses, told in a line. @module */

/** Runs something of a kit; what cannot be run is told without where in the code that was found out. */
export function possible<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    // The message says already what could not be done, and why.
    if (error instanceof RangeError) throw new Error(error.message);
    throw error;
  }
}
