/**
 * What figures refuse, in one sentence: what cannot be drawn, why, and what was given. A figure without such
 * checks would draw NaN, or fail somewhere in its layout with words that help nobody.
 *
 * @module
 */

import { inShort } from "./in_short.ts";
import { type Kind, record } from "../model/kinds.ts";

export {
  code,
  finite,
  integer,
  type Kind,
  list,
  listOf,
  oneOf,
  optional,
  record,
  someWords,
  text,
  whole,
  wholeFrom,
  yesOrNo,
} from "../model/kinds.ts";

/** The fields of a record, and what each must be. */
export type Fields = Readonly<Record<string, Kind>>;

/** Refuses to draw `what`: "a graph"; `given` says in words what was given. */
export function refuse(what: string, why: string, given: string): never {
  throw new RangeError(`Cannot draw ${what} because ${why}: given ${given}`);
}

/** Throws unless a value is a record with such fields; `whose` is "its" for the options of a figure. */
export function assertFields(what: string, whose: string, value: unknown, fields: Fields): void {
  const named = (field: string) => whose === "its" ? `its ${field}` : `the ${field} of ${whose}`;
  const doing = `Cannot draw ${what} because`;
  if (!record.is(value)) {
    const subject = whose === "its" ? "its options" : whose;
    throw new TypeError(`${doing} ${subject} must be a record: given ${told(value)}`);
  }
  for (const [field, kind] of Object.entries(fields)) {
    const given: unknown = (value as Record<string, unknown>)[field];
    if (kind.is(given)) continue;
    const Failure = typeof given === "number" ? RangeError : TypeError;
    throw new Failure(`${doing} ${named(field)} must be ${kind.words}: given ${told(given)}`);
  }
}

/** Throws unless a value is a list of records with such fields; `one` is "a node", `many` is "its nodes". */
export function assertList(
  what: string,
  [one, many]: readonly [one: string, many: string],
  value: unknown,
  fields: Fields,
): void {
  if (!Array.isArray(value)) {
    throw new TypeError(
      `Cannot draw ${what} because ${many} must be a list: given ${told(value)}`,
    );
  }
  // Not forEach, which passes over holes.
  for (let i = 0; i < value.length; i++) assertFields(what, one, value[i], fields);
}

/** Throws where a value comes twice that tells one thing from others. */
export function assertDistinct(what: string, why: string, values: readonly unknown[]): void {
  const seen = new Set<unknown>();
  for (const value of values) {
    if (seen.has(value)) refuse(what, why, `${told(value)} twice`);
    seen.add(value);
  }
}

/** A value in a few words, whatever it is. */
export function told(value: unknown): string {
  try {
    return inShort(value, 60);
  } catch {
    // Too deep to be told, or going round in a circle.
    return "something that is not plain data";
  }
}
