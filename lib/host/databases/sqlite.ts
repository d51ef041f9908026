/**
 * SQLite in this process (`node:sqlite`), each connection one of its own to the same file.
 *
 * - "wal": a write-ahead log. A transaction reads from one snapshot, and there is one writer at a time, which
 *   must have read the latest state: serializable (https://sqlite.org/isolation.html).
 * - "shared cache": all connections share one cache with `PRAGMA read_uncommitted`, by which readers take no
 *   locks and see what others have not committed (https://sqlite.org/sharedcache.html).
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { cannotOpen } from "../engines/cannot.ts";
import { Busy, type Connection, type Database, Refused, type Row } from "./database.ts";

/** How connections see each other. */
export type SqliteMode = "wal" | "shared cache";

/** Opens a new database in a folder of its own, which `close` removes. Throws `OperationalError`. */
export async function openSqlite(mode: SqliteMode): Promise<Database> {
  const folder = await Deno.makeTempDir({ prefix: "sqlite-" });
  const path = `${folder}/data`, open = new Set<SqliteConnection>();
  const place = mode === "wal" ? path : `file:${path}?cache=shared`;
  const dial = () => {
    const connection = new SqliteConnection(place, mode, () => open.delete(connection));
    open.add(connection);
    return connection;
  };
  try {
    const first = dial();
    const [row] = await first.run("SELECT sqlite_version() AS version");
    return {
      name: `SQLite ${row!["version"]}`,
      connect: () => Promise.resolve(dial()),
      async close() {
        for (const connection of open) await connection.close();
        await Deno.remove(folder, { recursive: true });
      },
    };
  } catch (error) {
    for (const connection of open) await connection.close();
    await Deno.remove(folder, { recursive: true });
    throw cannotOpen(path, "a folder that can be written", error);
  }
}

class SqliteConnection implements Connection {
  readonly #database: DatabaseSync;

  constructor(place: string, mode: SqliteMode, readonly closed: () => void) {
    this.#database = new DatabaseSync(place);
    this.#database.exec(
      mode === "wal"
        ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 0"
        : "PRAGMA synchronous = OFF; PRAGMA read_uncommitted = TRUE; PRAGMA busy_timeout = 0",
    );
  }

  // deno-lint-ignore require-await -- what is thrown is to be a rejection
  async run(sql: string, values: readonly string[] = []): Promise<readonly Row[]> {
    try {
      if (values.length === 0 && !sql.startsWith("SELECT")) {
        this.#database.exec(sql);
        return [];
      }
      // SQLite's own numbered parameters are `?1`; by `$1` it calls one that is named "1".
      return this.#database.prepare(sql.replace(/\$(\d)/g, "?$1")).all(...values);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (!/is locked|is deadlocked/.test(words)) throw error;
      throw sql.startsWith("BEGIN") ? new Busy(words) : new Refused(words);
    }
  }

  waits(): Promise<boolean> {
    return Promise.resolve(false);
  }

  hangUp(): Promise<void> {
    throw new Error("Cannot hang up because a database in this process always answers");
  }

  close(): Promise<void> {
    this.#database.close();
    this.closed();
    return Promise.resolve();
  }
}
