/** How members lie in a grid. @module */

import type { NodeId } from "../../model/protocol.ts";

/** Members in rows of so many. Throws `RangeError` unless all are full. */
export function rowsOf(
  members: readonly NodeId[],
  columns: number,
): readonly (readonly NodeId[])[] {
  if (!Number.isInteger(columns) || columns < 1 || members.length % columns !== 0) {
    throw new RangeError(
      `Cannot lay ${members.length} members out in a grid because its rows must be full: ` +
        `given rows of ${columns}`,
    );
  }
  return Array.from(
    { length: members.length / columns },
    (_, row) => members.slice(row * columns, (row + 1) * columns),
  );
}
