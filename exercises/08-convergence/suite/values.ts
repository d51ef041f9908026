/** Values, as they are drawn and told. @module */

import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Value } from "../given.ts";

const VALUES: readonly Value[] = ["a", "b", "c", 1, "1", 0, "", false, null, true, "constructor"];

/** Any of them, those that count for nothing as well. */
export const anyValue = (random: Random): Value => VALUES[random.below(VALUES.length)]!;

/** Of few, so that the same comes again. */
export const someValue = (random: Random): Value => VALUES[random.below(5)]!;

/** A list of values in whatever order it came. */
export function inWords(given: unknown): string {
  if (!Array.isArray(given)) return told(given);
  return given.length === 0 ? "nothing" : [...given].map((each) => told(each)).sort().join(" ");
}
