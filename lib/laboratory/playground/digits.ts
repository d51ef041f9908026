/** Numbers in base 36, as they stand in the text of a session. @module */

/** A whole number of at least 0 as digits and small letters. */
export function digits(value: number): string {
  return value.toString(36);
}

/** The number that `digits` has written so; throws on any other text. */
export function number(text: string): number {
  const value = /^(0|[1-9a-z][0-9a-z]{0,10})$/.test(text) ? parseInt(text, 36) : NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(
    `Cannot read the session because a number in it must be digits and small letters: ` +
      `given "${text.slice(0, 24)}"`,
  );
}
