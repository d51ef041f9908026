/** The recordings that stand in the library, for chapters and exercises. @module */

import { type Kind, kindOf } from "./kinds.ts";
import type { Wanted } from "./record.ts";

/** A recording of the book. */
export interface BookRecording {
  /** Its file is `NAME.json`. */
  readonly name: string;
  readonly kind: Kind;
  readonly wanted: Wanted;
}

/** Where they are, from the root of the repository. */
export const bookFolder = "lib/laboratory/transactions/recorded";

/** All of them. */
export const bookRecordings: readonly BookRecording[] = [
  one("postgres", "read committed", "list-append", 1),
  one("postgres", "read committed", "bank", 1),
  one("postgres", "read committed", "lost update", 1),
  one("postgres", "repeatable read", "write skew", 1),
  one("postgres", "repeatable read", "list-append", 1, 12),
  one("postgres", "serializable", "write skew", 1),
  one("postgres", "serializable", "list-append", 1),
  one("sqlite", "deferred", "bank", 1),
  one("sqlite", "read uncommitted", "list-append", 1),
  one("duckdb", "snapshot", "write skew", 1),
];

function one(
  database: string,
  level: string,
  workload: Wanted["workload"],
  seed: number,
  hangUps = 0,
): BookRecording {
  const name = [database, level, workload].join("-").replaceAll(" ", "_").replaceAll("-", "_");
  const wanted = { workload, seed, transactions: 50, clients: 5, hangUps };
  return { name, kind: kindOf(database, level)!, wanted };
}
