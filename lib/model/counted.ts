/** Numbers that count something. @module */

/** `count`, unless it is none from 0 on, or one beyond which numbers are no longer told apart: then it throws. */
export function counted(name: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new RangeError(
    `Cannot use a ${name} because it must be a whole number from 0 on, below 2^53: given ${count}`,
  );
}
