/** What can be asked of the store, and what comes of it. @module */

/** What is asked. */
export type Operation =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "del"; readonly key: string }
  | {
    readonly type: "cas";
    readonly key: string;
    /** What must be there; `null`: nothing. */
    readonly expected: string | null;
    readonly value: string;
  };

/** Some keys of an interval, in order, with what they hold. */
export interface RangeOperation {
  readonly type: "range";
  /** The first key, included. */
  readonly key: string;
  /** The end, not included; `null`: none. */
  readonly to: string | null;
  /** At most so many, from 1 to `mostEntries`. */
  readonly limit: number;
}

/** All that the store executes. */
export type Command = Operation | RangeOperation;

/** What a range gives. */
export interface Entries {
  readonly entries: readonly (readonly [key: string, value: string])[];
  /** There are more in the interval. */
  readonly more: boolean;
}

/** The most entries of one range. */
export const mostEntries = 1000;

/** Entries of a range end when they have so many UTF-16 units, keys and values together; one there always is. */
export const mostEntryUnits = 2 ** 20;

/** What came of it. */
export type Result =
  /** It was done: a get gives what is there, a cas whether it took place, the others `null`. */
  | { readonly kind: "ok"; readonly value: string | null | boolean }
  /** It was not done. */
  | { readonly kind: "fail"; readonly why: string }
  /** It may have been done, or may yet be. */
  | { readonly kind: "unknown"; readonly why: string };

/** The longest key and the longest value, in UTF-16 units. */
export const longest = { key: 1024, value: 2 ** 18 };

/** Why the store does not take an operation, whoever asks; `undefined` if it does. */
export function faultOf(operation: Command): string | undefined {
  const { key } = operation;
  if (key.length > longest.key) return tooLong("key", longest.key, key.length);
  if (operation.type === "range") {
    const { to, limit } = operation;
    if (to !== null && to.length > longest.key) return tooLong("key", longest.key, to.length);
    if (Number.isInteger(limit) && limit >= 1 && limit <= mostEntries) return undefined;
    return `a range gives from 1 to ${mostEntries} entries, and this one ${limit}`;
  }
  for (const field of ["expected", "value"] as const) {
    const text: unknown = field in operation ? Object(operation)[field] : null;
    if (typeof text === "string" && text.length > longest.value) {
      return tooLong("value", longest.value, text.length);
    }
  }
  return undefined;
}

function tooLong(what: string, most: number, given: number): string {
  return `a ${what} has at most ${most} characters, and this one ${given}`;
}
