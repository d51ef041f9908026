/** What a transaction looked for in a table, and what it found. @module */

import type { Predicate, Row, TableStep } from "./table.ts";

/** A read or scan whose answer is known. */
export interface Look {
  /** The table. */
  readonly table: string;
  /** What was looked for. */
  readonly where: Predicate;
  /** What was found. */
  readonly rows: readonly Row[];
}

/** What a step looked for and found; nothing if it is a write, or nobody knows what it found. */
export function lookOf(step: TableStep): Look | undefined {
  if (step.type === "scan") {
    const { table, where, rows } = step;
    return rows === undefined ? undefined : { table, where, rows };
  }
  if (step.type !== "read" || step.value === undefined) return undefined;
  const { table, key, value } = step;
  return { table, where: { type: "key", key }, rows: value === null ? [] : [{ key, value }] };
}
