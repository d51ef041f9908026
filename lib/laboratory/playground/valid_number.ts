/** How a session is refused, and its numbers are looked at. @module */

/** Throws unless a value is a whole number between two others. */
export function whole(
  name: string,
  value: unknown,
  least: number,
  most: number,
): void {
  if (
    Number.isInteger(value) && value as number >= least &&
    value as number <= most
  ) return;
  throw cannot(
    `${name} must be a whole number from ${least} to ${most}`,
    value,
  );
}

/** Why a session cannot be played; what a stranger gave is repeated in short. */
export function cannot(why: string, given: unknown): RangeError {
  const text = String(given);
  const short = text.length <= 24 ? text : `${text.slice(0, 24)}…`;
  return new RangeError(
    `Cannot play the session because ${why}: given ${short}`,
  );
}
