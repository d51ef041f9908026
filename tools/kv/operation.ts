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
export function faultOf(operation: Operation): string | undefined {
  const { key } = operation;
  if (key.length > longest.key) return tooLong("key", longest.key, key.length);
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
