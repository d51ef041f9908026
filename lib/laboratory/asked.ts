/**
 * What experiments refuse: numbers with which they would tell nothing, or never end.
 *
 * @module
 */

import { encode } from "../model/encode.ts";

/**
 * Throws `RangeError` unless each of these is a whole number from `least` to `most`; `doing` is "count probes", and
 * `given` has the numbers by name.
 */
export function assertWhole(
  doing: string,
  given: Readonly<Record<string, unknown>>,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) continue;
    const until = most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`;
    refuse(doing, name, `a whole number from ${least} ${until}`, value);
  }
}

/** Throws `RangeError` unless each of these is a finite span of `least` ms at least. */
export function assertSpans(
  doing: string,
  given: Readonly<Record<string, unknown>>,
  least: number = 0,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (Number.isFinite(value) && Number(value) >= least) continue;
    refuse(doing, name, `a finite number of at least ${least}`, value);
  }
}

/** Throws `RangeError` unless a value is one of a few. */
export function assertOneOf(
  doing: string,
  name: string,
  value: unknown,
  known: readonly unknown[],
): void {
  if (known.includes(value)) return;
  refuse(doing, name, `one of ${known.map((each) => encode(each)).join(", ")}`, value);
}

function refuse(doing: string, name: string, must: string, given: unknown): never {
  throw new RangeError(`Cannot ${doing} because ${name} must be ${must}: given ${encode(given)}`);
}
