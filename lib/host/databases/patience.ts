/** Waiting for an answer, but not for ever. @module */

/** Whether a promise is settled, one way or the other, within so many ms. */
export async function settledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: over, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true, () => true), over]);
  } finally {
    clearTimeout(timer);
  }
}
