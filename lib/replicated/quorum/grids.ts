/**
 * Quorums of one kind in grids, for any number of members: each two meet, though a quorum has about twice the root of all
 * members (Maekawa 1985; Naor and Wool 1998). `system.ts` has the grid with two kinds.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { rowsOf } from "./rows.ts";
import type { Quorums } from "./system.ts";

/**
 * Members lie in rows of `columns`, and a quorum is a row and a column: `r + c − 1` of `r · c` members, and that share is the
 * load. One failure in each row leaves no quorum, and the larger the grid, the surer there is one.
 */
export function crosses(columns: number): Quorums {
  return (members) => {
    const rows = rowsOf(members, columns);
    const isWhole = (present: ReadonlySet<NodeId>) =>
      rows.some((row) => row.every((member) => present.has(member))) &&
      rows[0]!.some((_, column) => rows.every((row) => present.has(row[column]!)));
    return {
      words: `a row and a column of ${rows.length} × ${columns}`,
      members,
      phase1: isWhole,
      phase2: isWhole,
    };
  };
}

/** All quorums of `crosses`. */
export function* crossesOf(
  members: readonly NodeId[],
  columns: number,
): Generator<readonly NodeId[]> {
  const rows = rowsOf(members, columns);
  for (const row of rows) {
    for (let column = 0; column < columns; column++) {
      yield [...row, ...rows.filter((each) => each !== row).map((each) => each[column]!)];
    }
  }
}

/**
 * The B-Grid of Naor and Wool: the rows of a grid are in `bands` of equally many. A quorum has a column's part in each band,
 * and one of each column in some band. With `b` bands of `h` rows and `c` columns these are `b · h + c − 1` members, and that share
 * of all is the load; failures of a few rows leave it quorums.
 */
export function bands(bands: number, columns: number): Quorums {
  return (members) => {
    const rows = rowsOf(members, columns), height = rows.length / bands;
    if (!Number.isInteger(height) || height < 1) {
      throw new RangeError(
        `Cannot lay ${rows.length} rows out in bands because each must have as many: given ${bands} bands`,
      );
    }
    // By band and column: the column's part in the band.
    const parts = Array.from({ length: bands }, (_, band) => {
      const inBand = rows.slice(band * height, (band + 1) * height);
      return inBand[0]!.map((_, column) => inBand.map((row) => row[column]!));
    });
    const isWhole = (present: ReadonlySet<NodeId>) =>
      parts.every((band) => band.some((part) => part.every((member) => present.has(member)))) &&
      parts.some((band) => band.every((part) => part.some((member) => present.has(member))));
    return {
      words: `${bands} bands of ${height} × ${columns}`,
      members,
      phase1: isWhole,
      phase2: isWhole,
    };
  };
}
