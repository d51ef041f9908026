/**
 * SQLite as a storage engine: one table, whose primary key is the key, and SQLite's own write-ahead log
 * (https://sqlite.org/wal.html). It comes with Deno as `node:sqlite`.
 *
 * @module
 */

import { DatabaseSync, type StatementSync } from "node:sqlite";
import { assertChanges } from "../../storage/engine/changes.ts";
import type {
  Change,
  Engine,
  Entry,
  Scan,
  Snapshot,
  WriteOptions,
} from "../../storage/engine/engine.ts";
import { assertOpen, cannotOpen, holdFor } from "./cannot.ts";
import { HeldScan } from "./scans.ts";

/** What is needed to open one. */
const FILE = "a file that can be read and written (--allow-read, --allow-write)",
  DATABASE = "a database of SQLite that was made by this engine and can be written";

type Entries = Generator<Entry, undefined>;

/** Opens the database in the file at `path`, or makes one; its log and its index stand beside it. */
export function openSqlite(path: string): Engine {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    return new Sqlite(path, database);
  } catch (error) {
    database?.close();
    throw cannotOpen(path, database === undefined ? FILE : DATABASE, error);
  }
}

class Sqlite implements Engine {
  readonly #path: string;
  readonly #writer: Connection;
  /** Readers that nobody uses. */
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  #isOpen = true;
  /** Whether a commit waits until it is durable. */
  #isFull = false;
  #syncs = 0;

  constructor(path: string, database: DatabaseSync) {
    this.#path = path;
    // Without a sync at each commit, what survives a crash is still the first so many transactions.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(
      "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    );
    this.#writer = new Connection(database);
    this.#all.add(this.#writer);
  }

  get(key: Uint8Array): Uint8Array | undefined {
    assertOpen(this.#isOpen);
    return this.#writer.get(key);
  }

  scan(scan: Scan = {}): HeldScan {
    assertOpen(this.#isOpen);
    const reader = this.#reader();
    const check = () => assertOpen(this.#isOpen);
    return this.#scan(reader.scan(scan), check, () => this.#giveBack(reader));
  }

  snapshot(): Snapshot {
    assertOpen(this.#isOpen);
    const reader = this.#reader();
    const hold = holdFor(() => this.#isOpen), scans = new Set<Entries>();
    return {
      get(key) {
        hold.check();
        return reader.get(key);
      },
      scan: (scan = {}) => {
        hold.check();
        const entries = reader.scan(scan);
        scans.add(entries);
        return this.#scan(entries, hold.check, () => scans.delete(entries));
      },
      release: () => {
        if (!hold.release()) return;
        // A statement that is half read would hold the version for whoever has the reader next.
        for (const entries of scans) entries.return(undefined);
        this.#giveBack(reader);
      },
    };
  }

  #scan(entries: Entries, check: () => void, release: () => void): HeldScan {
    return new HeldScan(entries, {
      check,
      release: () => {
        if (this.#isOpen) entries.return(undefined);
        release();
      },
    });
  }

  put(key: Uint8Array, value: Uint8Array, { sync = false }: WriteOptions = {}): void {
    this.#synced(sync);
    this.#writer.put(key, value);
  }

  delete(key: Uint8Array, { sync = false }: WriteOptions = {}): void {
    this.#synced(sync);
    this.#writer.delete(key);
  }

  batch(changes: readonly Change[], { sync = false }: WriteOptions = {}): void {
    assertOpen(this.#isOpen);
    assertChanges(changes);
    if (sync && changes.length === 0) return this.sync();
    this.#synced(sync);
    this.#writer.batch(changes);
  }

  /** A commit that waits makes durable what is before it in the log. */
  sync(): void {
    this.#synced(true);
    this.#syncs = (this.#syncs + 1) % 2 ** 30;
    this.#writer.database.exec(`PRAGMA user_version = ${this.#syncs}`);
  }

  close(): void {
    assertOpen(this.#isOpen);
    this.sync();
    this.#isOpen = false;
    for (const { database } of [...this.#all].reverse()) database.close();
  }

  #synced(sync: boolean): void {
    assertOpen(this.#isOpen);
    if (sync === this.#isFull) return;
    this.#writer.database.exec(`PRAGMA synchronous = ${sync ? "FULL" : "NORMAL"}`);
    this.#isFull = sync;
  }

  /** A connection that sees what there is now, until it is given back. */
  #reader(): Connection {
    const reader = this.#idle.pop() ?? new Connection(new DatabaseSync(this.#path));
    this.#all.add(reader);
    // A transaction sees what there was when it first read.
    reader.database.exec("BEGIN; SELECT 1 FROM entries LIMIT 1");
    return reader;
  }

  #giveBack(reader: Connection): void {
    if (!this.#isOpen) return;
    reader.database.exec("COMMIT");
    this.#idle.push(reader);
  }
}

/** A connection and its statements. */
class Connection {
  readonly database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteRange: StatementSync;

  constructor(database: DatabaseSync) {
    this.database = database;
    this.#get = database.prepare("SELECT value FROM entries WHERE key = ?");
    this.#put = database.prepare("INSERT OR REPLACE INTO entries VALUES (?, ?)");
    this.#delete = database.prepare("DELETE FROM entries WHERE key = ?");
    this.#deleteRange = database.prepare("DELETE FROM entries WHERE key >= ? AND key < ?");
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#get.get(key)?.value as Uint8Array | undefined;
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#put.run(key, value);
  }

  delete(key: Uint8Array): void {
    this.#delete.run(key);
  }

  batch(changes: readonly Change[]): void {
    this.database.exec("BEGIN IMMEDIATE");
    try {
      for (const change of changes) {
        if (change.type === "put") this.put(change.key, change.value);
        else if (change.type === "delete") this.delete(change.key);
        else this.#deleteRange.run(change.from, change.to);
      }
      this.database.exec("COMMIT");
    } catch (error) {
      // A commit that failed may have ended the transaction by itself.
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      throw error;
    }
  }

  *scan({ from, to, reverse = false }: Scan): Entries {
    const bounds = [
      ...(from === undefined ? [] : ["key >= :from"]),
      ...(to === undefined ? [] : ["key < :to"]),
    ];
    const where = bounds.length === 0 ? "" : `WHERE ${bounds.join(" AND ")}`;
    // A statement of its own, as scans of one snapshot may go on at the same time.
    const statement = this.database.prepare(
      `SELECT key, value FROM entries ${where} ORDER BY key ${reverse ? "DESC" : "ASC"}`,
    );
    const given = { ...(from && { from }), ...(to && { to }) };
    for (const { key, value } of statement.iterate(given)) {
      yield { key: key as Uint8Array, value: value as Uint8Array };
    }
  }
}
