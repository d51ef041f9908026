/**
 * Databases of others that speak SQL, as the one who judges them needs them: a few connections, on which
 * statements are run one after another, and three ways in which a statement can end.
 *
 * @module
 */

/** A database that is running. */
export interface Database {
  /** What it is: "PostgreSQL 15.18". */
  readonly name: string;
  /** A new connection. Throws `OperationalError`. */
  connect(): Promise<Connection>;
  /** Ends it, and removes what it has written. */
  close(): Promise<void>;
}

/** A connection; one statement at a time. */
export interface Connection {
  /**
   * Runs one statement, whose parameters are `$1`, `$2` …, and returns its rows. Rejects with `Refused`
   * where the database ends the transaction, with `Busy` where it asks to try again, with `Lost` where
   * nobody knows.
   */
  run(sql: string, values?: readonly string[]): Promise<readonly Row[]>;
  /** Whether the statement under way waits for a lock that another connection holds. */
  waits(): Promise<boolean>;
  /** Sends a statement and hangs up, before there is an answer; resolves when the database has noticed. */
  hangUp(sql: string): Promise<void>;
  /** Ends it; a transaction that is open is aborted. */
  close(): Promise<void>;
}

/** Columns by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** The database refuses to go on with a transaction: it conflicts with another one. */
export class Refused extends Error {
  /** Tells it from other errors. */
  override readonly name = "Refused";
}

/** Another connection holds what is needed; nothing was changed, and the same can be asked again. */
export class Busy extends Error {
  /** Tells it from other errors. */
  override readonly name = "Busy";
}

/** The connection is gone, and with it the answer. */
export class Lost extends Error {
  /** Tells it from other errors. */
  override readonly name = "Lost";
}
