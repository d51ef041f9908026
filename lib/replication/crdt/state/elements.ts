/** What sets and maps are asked. @module */

import { assertKinds, type Kind, oneOf } from "../../../model/kinds.ts";

/** What a set may hold, and what may be a key of a map: plain values that are equal when they look so. */
export type Element = string | number | boolean | null;

/** What may be asked of a set that only grows. */
export interface Add {
  /** The element is to be in it. */
  readonly type: "add";
  /** Which. */
  readonly element: Element;
}

/** What may be asked of a set. */
export type SetUpdate = Add | {
  /** The element is to be gone; nothing happens where it is not seen. */
  readonly type: "remove";
  /** Which. */
  readonly element: Element;
};

/** What may be an element. */
export const element: Kind = {
  words: "a text, a number, true, false or null",
  is: (value) => value === null || ["string", "number", "boolean"].includes(typeof value),
};

/** Throws `RangeError` unless this may be asked of a set. */
export function assertSetUpdate(update: SetUpdate): void {
  assertKinds("update a set", update, { type: oneOf("add", "remove"), element });
}

/** The union of two sets. */
export function union<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  return new Set([...a, ...b]);
}

/** Whether `b` has all that `a` has. */
export function isSubset<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  if (a.size > b.size) return false;
  for (const each of a) if (!b.has(each)) return false;
  return true;
}
