/** The numbers by which fields and types of messages are called on the wire. @module */

/** The largest, and those that Protocol Buffers keeps for itself (language guide, "Assigning field numbers"). */
const MOST = 2 ** 29 - 1, RESERVED = { first: 19_000, last: 19_999 };

/** The same things, if each has a number of its own that it may have; throws `RangeError` otherwise. */
export function numbered<T extends { readonly number: number }>(
  things: readonly T[],
): readonly T[] {
  const seen = new Set<number>();
  for (const { number } of things) {
    const isReserved = number >= RESERVED.first && number <= RESERVED.last;
    if (!Number.isInteger(number) || number < 1 || number > MOST || isReserved) {
      throw new RangeError(
        `Cannot make a schema because a number must be from 1 to ${MOST}, and not from ${RESERVED.first} to ` +
          `${RESERVED.last}: given ${number}`,
      );
    }
    if (seen.has(number)) {
      throw new RangeError(
        `Cannot make a schema because a number means one thing: given ${number} twice`,
      );
    }
    seen.add(number);
  }
  return things;
}
