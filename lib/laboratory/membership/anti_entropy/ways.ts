/** Which way is the cheapest, by how much differs. @module */

import { costs, type How, HOWS, type SessionCost } from "./cost.ts";

/** What is compared. */
export interface WaysRun {
  /** How many items both nodes hold; default 40,000. */
  readonly items?: number;
  /** How many of them differ; default 0, 1, 10, 100, 1,000 and 4,000. */
  readonly differences?: readonly number[];
  /** The ways; default: all of `HOWS`. */
  readonly hows?: readonly How[];
}

/** One way, and what a session takes by it. */
export interface WayRow extends SessionCost {
  /** The way, as `HOWS` calls it. */
  readonly name: string;
}

/** Measures each way with each number of differences. */
export function byDifferences(
  { items = 40_000, differences = [0, 1, 10, 100, 1000, 4000], hows = HOWS }: WaysRun = {},
): WayRow[] {
  return hows.flatMap((how) =>
    costs({ ...how, items, differences }).map((cost) => ({ name: how.name, ...cost }))
  );
}

/** For each number of differences, the way that takes the fewest bytes. */
export function cheapest(rows: readonly WayRow[]): Map<number, string> {
  const best = new Map<number, WayRow>();
  for (const row of rows) {
    const other = best.get(row.differences);
    if (other === undefined || row.bytes < other.bytes) best.set(row.differences, row);
  }
  return new Map([...best].map(([differences, { name }]) => [differences, name]));
}
