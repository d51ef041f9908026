/** The databases and the levels that they are asked for. @module */

import type { Database } from "hb/host/databases/database.ts";
import { openDuckdb } from "hb/host/databases/duckdb.ts";
import { openPostgres } from "hb/host/databases/postgres.ts";
import { openSqlite } from "hb/host/databases/sqlite.ts";

/** A database at a level. */
export interface Kind {
  /** What a person types: "postgres". */
  readonly database: "postgres" | "sqlite" | "duckdb";
  /** The level in the database's own words. */
  readonly level: string;
  /** How a transaction of this level begins. */
  readonly begin: string;
  /** Starts it; throws `OperationalError` where it is not on this machine. */
  readonly open: () => Promise<Database>;
}

/** All of them. */
export const kinds: readonly Kind[] = [
  postgres("read committed"),
  postgres("repeatable read"),
  postgres("serializable"),
  sqlite("deferred", "BEGIN DEFERRED", () => openSqlite("wal")),
  sqlite("immediate", "BEGIN IMMEDIATE", () => openSqlite("wal")),
  sqlite("read uncommitted", "BEGIN DEFERRED", () => openSqlite("shared cache")),
  { database: "duckdb", level: "snapshot", begin: "BEGIN TRANSACTION", open: openDuckdb },
];

function postgres(level: string): Kind {
  const begin = `BEGIN ISOLATION LEVEL ${level.toUpperCase()}`;
  return { database: "postgres", level, begin, open: openPostgres };
}

function sqlite(level: string, begin: string, open: Kind["open"]): Kind {
  return { database: "sqlite", level, begin, open };
}

/** The database at a level; `undefined` where there is none. */
export function kindOf(database: string, level: string): Kind | undefined {
  return kinds.find((kind) => kind.database === database && kind.level === level);
}
