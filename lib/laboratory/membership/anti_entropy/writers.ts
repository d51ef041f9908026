/**
 * What a session costs by how many nodes have ever written: a version vector has a number for each of them, and is sent
 * though nothing differs; a root says the same in nine bytes.
 *
 * @module
 */

import { costs, HOWS, type SessionCost } from "./cost.ts";

/** What is measured. */
export interface WritersRun {
  /** How many items both nodes hold; default 10,000. */
  readonly items?: number;
  /** How many nodes have written them; default 1, 10, 100, 1,000 and 10,000. */
  readonly writers?: readonly number[];
  /** How many items differ; default none and 10. */
  readonly differences?: readonly number[];
}

/** One way, with so many writers. */
export interface WritersRow extends SessionCost {
  /** The way, as `HOWS` calls it. */
  readonly name: string;
  /** How many nodes have written. */
  readonly writers: number;
}

/** Measures version vectors, and hash trees with 16 children a node. */
export function byWriters(
  { items = 10_000, writers = [1, 10, 100, 1000, 10_000], differences = [0, 10] }: WritersRun = {},
): WritersRow[] {
  const hows = HOWS.filter(({ name }) => name === "versions" || name === "merkle, 16");
  return hows.flatMap((how) =>
    writers.flatMap((writers) =>
      costs({ ...how, items, writers, differences })
        .map((cost) => ({ name: how.name, writers, ...cost }))
    )
  );
}
