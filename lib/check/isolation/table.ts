/**
 * Transactions on tables: rows are inserted, changed and deleted by their keys, read by their keys, and
 * looked for by a predicate, which may find a row that was not there a moment ago: a phantom.
 *
 * A row is unborn until it is inserted, then has one visible version after the other, and is dead once it is
 * deleted. A row that comes back is another row, by another key (Adya 1999, chapter 3). Each write of a
 * row writes a value that no other write of it does, so what is found names its writer; what predicates
 * look at beside that value, such as a department that many rows have, are attributes.
 *
 * A change or a deletion is one that did find its row. Where it found none it changed nothing: what the
 * client knows then is a read of that key by which there was no row.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import type { Key, Value } from "./transaction.ts";

/** What a row has beside its value, by name. */
export type Attributes = Readonly<Record<string, Value>>;

/** A row that is there at the start. */
export interface StartRow {
  /** The table. */
  readonly table: string;
  /** Its key. */
  readonly key: Key;
  /** What it holds; no write of the row writes the same. */
  readonly value: Value;
  /** What predicates look at. */
  readonly attributes?: Attributes | undefined;
}

/** A row that was found. */
export interface Row {
  /** Its key. */
  readonly key: Key;
  /** What it held. */
  readonly value: Value;
}

/** Which rows are looked for; where no attribute is named, it is by the value. */
export type Predicate =
  /** All rows of the table. */
  | { readonly type: "all" }
  /** The row of this key. */
  | { readonly type: "key"; readonly key: Key }
  /** Rows that hold just this. */
  | { readonly type: "equal"; readonly attribute?: string | undefined; readonly value: Value }
  /** Rows that hold a number from `from` to `to`, both included. */
  | {
    readonly type: "between";
    readonly attribute?: string | undefined;
    readonly from: number;
    readonly to: number;
  };

/** A micro-operation on a table. */
export type TableStep =
  /** A row that was not there before. */
  | {
    readonly type: "insert";
    readonly table: string;
    readonly key: Key;
    readonly value: Value;
    readonly attributes?: Attributes | undefined;
  }
  /** What a row that is there holds from now on; attributes that are not given are no more. */
  | {
    readonly type: "update";
    readonly table: string;
    readonly key: Key;
    readonly value: Value;
    readonly attributes?: Attributes | undefined;
  }
  /** A row that was there is no more. */
  | { readonly type: "delete"; readonly table: string; readonly key: Key }
  /** The row of a key; `null` says that there is none, and nothing that nobody knows what was read. */
  | {
    readonly type: "read";
    readonly table: string;
    readonly key: Key;
    readonly value?: Value | null | undefined;
  }
  /** All rows that match; one that is not among them did not match, or was not there. */
  | {
    readonly type: "scan";
    readonly table: string;
    readonly where: Predicate;
    readonly rows?: readonly Row[] | undefined;
  };

/** A transaction on tables. */
export type TableTransaction = Operation<readonly TableStep[], readonly TableStep[]>;

/** Transactions on tables in the order of their invocation. */
export type TableTransactions = History<readonly TableStep[], readonly TableStep[]>;

/**
 * Whether a row matches a predicate.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { matches } from "hb/check/isolation/table.ts";
 *
 * const sales = { type: "equal", attribute: "department", value: "sales" } as const;
 * assert(matches(sales, "ada", 7, { department: "sales" }));
 * assert(!matches(sales, "bob", 8, undefined));
 * ```
 */
export function matches(
  where: Predicate,
  key: Key,
  value: Value,
  attributes: Attributes | undefined,
): boolean {
  if (where.type === "all") return true;
  if (where.type === "key") return key === where.key;
  const held = where.attribute === undefined ? value : attributes?.[where.attribute];
  if (where.type === "equal") return held === where.value;
  return typeof held === "number" && where.from <= held && held <= where.to;
}

/** What is looked for, in words: "rows of t with a = 5". */
export function describePredicate(table: string, where: Predicate): string {
  if (where.type === "all") return `all rows of ${table}`;
  if (where.type === "key") return `the row ${where.key} of ${table}`;
  const what = where.attribute ?? "value";
  return where.type === "equal"
    ? `rows of ${table} with ${what} = ${where.value}`
    : `rows of ${table} with ${what} from ${where.from} to ${where.to}`;
}
