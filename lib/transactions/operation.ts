/**
 * What a transaction asks for: operations on keys, one after the other. Each looks at one key, or at all keys of an
 * interval, so that it is known before it is done what has to be locked, checked or fetched for it.
 *
 * @module
 */

import { clone } from "../model/clone.ts";

/** What a key holds; `null` where it holds nothing. */
export type Value = string | number | readonly (string | number)[] | null;

/** An operation on one key. */
export type KeyOperation =
  /** What does it hold? */
  | { readonly type: "read"; readonly key: string }
  /** It is to hold this; `null` deletes it. */
  | { readonly type: "write"; readonly key: string; readonly value: Value }
  /** Adds to the end of the list that it holds; a key that holds nothing has an empty one. */
  | { readonly type: "append"; readonly key: string; readonly value: string | number }
  /** Adds to the number that it holds, which is 0 where it holds nothing; it must not fall below `least`. */
  | {
    readonly type: "add";
    readonly key: string;
    readonly amount: number;
    readonly least?: number;
  };

/** An operation. */
export type Operation =
  | KeyOperation
  /** Which keys from `from` on and before `to` hold something, and what? In the order of their keys. */
  | { readonly type: "scan"; readonly from: string; readonly to: string };

/** The operations of a transaction, in the order in which they are done. */
export type Operations = readonly Operation[];

/** What a scan finds. */
export type Rows = readonly (readonly [key: string, value: Value])[];

/** What an operation was answered: of a read what the key held, of a scan the rows, of the others `null`. */
export type Result = Value | Rows;

/** What comes of an operation on one key. */
export type Done =
  /** What the key holds now, and the answer. */
  | { readonly value: Value; readonly result: Value }
  /** It cannot be done, for this reason: the transaction is to be aborted. */
  | { readonly refused: string };

/** Whether an operation changes what a key holds. */
export function writes(operation: Operation): operation is Exclude<KeyOperation, { type: "read" }> {
  return operation.type !== "read" && operation.type !== "scan";
}

/** Whether what an operation does depends on what a key held: all but writing something over it. */
export function looks(operation: Operation): boolean {
  return operation.type !== "write";
}

/**
 * Does an operation on a key that holds this. Nothing else may matter, so that all who do it come to the same.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { doneOn } from "hb/transactions/operation.ts";
 *
 * const pay = { type: "add", key: "a", amount: -7, least: 0 } as const;
 * assertEquals(doneOn(pay, 9), { value: 2, result: null });
 * assertEquals(doneOn(pay, 3), { refused: "a would hold -4, and must not fall below 0" });
 * ```
 */
export function doneOn(operation: KeyOperation, held: Value): Done {
  switch (operation.type) {
    case "read":
      return { value: held, result: held };
    case "write":
      return { value: clone(operation.value), result: null };
    case "append":
      if (held !== null && !Array.isArray(held)) {
        return { refused: `${operation.key} holds ${held}, to which nothing can be appended` };
      }
      return { value: [...held ?? [], operation.value], result: null };
    case "add":
      return added(operation, held);
  }
}

function added(
  { key, amount, least = -Infinity }: KeyOperation & { type: "add" },
  held: Value,
): Done {
  if (held !== null && typeof held !== "number") {
    return { refused: `${key} holds ${held}, to which nothing can be added` };
  }
  const value = (held ?? 0) + amount;
  if (value < least) {
    return { refused: `${key} would hold ${value}, and must not fall below ${least}` };
  }
  return { value, result: null };
}
