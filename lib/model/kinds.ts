/**
 * What a value must be, in words and as a test, and one sentence for those that are not: what cannot be done, why, and what
 * was given. Without such checks a run would measure NaN, or fail somewhere with words that help nobody.
 *
 * @module
 */

import { encode } from "./encode.ts";

/** What a value must be: in words, and as a test. */
export interface Kind {
  /** "a whole number from 0 on" */
  readonly words: string;
  /** Whether a value is one. */
  is(value: unknown): boolean;
}

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

/** Whatever there is, but not nothing. */
export const anything: Kind = { words: "given", is: (value) => value !== undefined };

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

/** A number that is not less than `least`, and not more than `most`. Without a most, it is finite all the same. */
export function numberFrom(least: number, most: number = Infinity): Kind {
  return {
    words: most === Infinity
      ? `a finite number from ${least} on`
      : `a number from ${least} to ${most}`,
    is: (value) => Number.isFinite(value) && Number(value) >= least && Number(value) <= most,
  };
}

/** A number above `least`, and finite. */
export function numberAbove(least: number): Kind {
  return {
    words: `a finite number more than ${least}`,
    is: (value) => Number.isFinite(value) && Number(value) > least,
  };
}

/** One of a kind, or this value. */
export function either(kind: Kind, value: unknown): Kind {
  return {
    words: `${kind.words}, or ${told(value)}`,
    is: (given) => kind.is(given) || given === value,
  };
}

/** What each field of a record must be. */
export type KindsOf<F> = { readonly [K in keyof F]-?: Kind };

/** Throws `RangeError` unless these fields are what they must be, and there are no others: those are misspelt. */
export function assertKinds<F extends object>(doing: string, given: F, kinds: KindsOf<F>): void {
  if (!record.is(given)) {
    throw new RangeError(
      `Cannot ${doing} because its options must be ${record.words}: given ${told(given)}`,
    );
  }
  const known: Readonly<Record<string, Kind>> = kinds;
  const all: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(given));
  for (const name of Object.keys(all)) {
    if (Object.hasOwn(known, name)) continue;
    const names = Object.keys(known).join(", ");
    throw new RangeError(
      `Cannot ${doing} because each name must be one of ${names}: given ${name}`,
    );
  }
  for (const [name, kind] of Object.entries(known)) {
    if (kind.is(all[name])) continue;
    throw new RangeError(
      `Cannot ${doing} because ${name} must be ${kind.words}: given ${told(all[name])}`,
    );
  }
}

/** The usual settings, with those that were chosen in their place. Throws `RangeError` unless both are fields with values. */
export function usualWith<S extends object, C extends object>(
  doing: string,
  usual: S,
  chosen: C,
): S & C {
  // Of null, a number or a text nothing would be taken over, and all would be as usual.
  if (record.is(chosen)) return { ...usual, ...chosen };
  throw new RangeError(
    `Cannot ${doing} because its settings must be ${record.words}: given ${told(chosen)}`,
  );
}

/** The most characters of what was given that are told. */
const MOST = 80;

function told(value: unknown): string {
  if (typeof value === "number") return `${value}`;
  if (typeof value === "function") return "a function";
  try {
    const text = encode(value);
    return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
  } catch {
    return "something that is not plain data";
  }
}
