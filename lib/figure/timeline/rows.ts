/** Which row an operation stands in. @module */

import type { History, Operation } from "../../model/history.ts";

/** A row of operations that do not overlap. */
export interface Row<I, O> {
  /** Whose they are. */
  readonly process: number;
  /** Whether it is the first row of its process. */
  readonly first: boolean;
  /** In the order of their calls. */
  readonly operations: History<I, O>;
}

/**
 * The rows of a history, by process. A process whose operation has no end needs another row if it goes
 * on under the same number.
 */
export function rowsOf<I, O>(history: History<I, O>): Row<I, O>[] {
  const processes = new Map<number, Operation<I, O>[][]>();
  for (const operation of history.toSorted((a, b) => a.invokedAt - b.invokedAt)) {
    const rows = processes.get(operation.process) ?? [];
    processes.set(operation.process, rows);
    const row = rows.find((each) => each.at(-1)!.endedAt <= operation.invokedAt);
    if (row === undefined) rows.push([operation]);
    else row.push(operation);
  }
  return [...processes].sort(([a], [b]) => a - b).flatMap(([process, rows]) =>
    rows.map((operations, i) => ({ process, first: i === 0, operations }))
  );
}
