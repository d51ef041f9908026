/**
 * What figures refuse, in one sentence: what cannot be drawn, why, and what was given. A figure without such
 * checks would draw NaN, or fail somewhere in its layout with words that help nobody.
 *
 * @module
 */

import { inShort } from "./in_short.ts";

/** What a value must be: in words, and as a test. */
export interface Kind {
  /** "a whole number from 0 on" */
  readonly words: string;
  /** Whether a value is one. */
  is(value: unknown): boolean;
}

/** The fields of a record, and what each must be. */
export type Fields = Readonly<Record<string, Kind>>;

/** A text that says something. */
export const someWords: Kind = {
  words: "words",
  is: (value) => typeof value === "string" && value.trim() !== "",
};
/** A text, which may be empty. */
export const text: Kind = { words: "a text", is: (value) => typeof value === "string" };
/** Yes or no. */
export const yesOrNo: Kind = { words: "true or false", is: (value) => typeof value === "boolean" };
/** A function. */
export const code: Kind = { words: "a function", is: (value) => typeof value === "function" };
/** A number with a place on an axis. */
export const finite: Kind = { words: "a finite number", is: Number.isFinite };
/** A number that tells one thing from others. */
export const integer: Kind = { words: "a whole number", is: Number.isInteger };
/** A count, or a place in a list. */
export const whole: Kind = wholeFrom(0);
/** A list of anything. */
export const list: Kind = { words: "a list", is: Array.isArray };

/** Fields with values, whatever they are. */
export const record: Kind = {
  words: "a record",
  is: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** A whole number that is not less than `least`, and not more than `most`. */
export function wholeFrom(least: number, most: number = Infinity): Kind {
  return {
    words: `a whole number from ${least} ${most === Infinity ? "on" : `to ${most}`}`,
    is: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

/** One of a few values. */
export function oneOf(...values: readonly unknown[]): Kind {
  return { words: `one of ${values.map(told).join(", ")}`, is: (value) => values.includes(value) };
}

/** A list whose members are all of one kind. */
export function listOf(kind: Kind): Kind {
  return {
    words: `a list in which each is ${kind.words}`,
    is: (value) => Array.isArray(value) && value.every((each) => kind.is(each)),
  };
}

/** A field that may be left out. */
export function optional(kind: Kind): Kind {
  return { words: kind.words, is: (value) => value === undefined || kind.is(value) };
}

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
