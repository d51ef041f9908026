/**
 * DuckDB in this process, by the npm package `@duckdb/node-api`, in memory. Its transactions read from one
 * snapshot and are refused when they change a row that was changed since
 * (https://duckdb.org/docs/connect/concurrency). The package is loaded when a database is opened.
 *
 * @module
 */

import { cannotOpen, load } from "../engines/cannot.ts";
import { type Connection, type Database, Refused, type Row } from "./database.ts";

/** The package, by its name and version. */
const PACKAGE = "npm:@duckdb/node-api@1.5.5-r.5";

/** What is needed to open one. */
const NEEDED = `${PACKAGE} with --allow-ffi, --allow-env, --allow-read and --allow-sys`;

/** What is used of the package. */
interface Package {
  version(): string;
  readonly DuckDBInstance: { create(path: string): Promise<Instance> };
}

interface Instance {
  connect(): Promise<Native>;
  closeSync(): void;
}

interface Native {
  runAndReadAll(sql: string, values?: string[]): Promise<{ getRowObjects(): Row[] }>;
  closeSync(): void;
}

/** Opens a new database in memory. Throws `OperationalError`. */
export async function openDuckdb(): Promise<Database> {
  let version: string, instance: Instance;
  try {
    const library = await load<Package>(PACKAGE);
    version = library.version().replace(/^v/, "");
    instance = await library.DuckDBInstance.create(":memory:");
  } catch (error) {
    throw cannotOpen("DuckDB", NEEDED, error);
  }
  const open = new Set<DuckdbConnection>();
  return {
    name: `DuckDB ${version}`,
    async connect() {
      const connection = new DuckdbConnection(await instance.connect());
      open.add(connection);
      return connection;
    },
    async close() {
      for (const connection of open) await connection.close();
      instance.closeSync();
    },
  };
}

class DuckdbConnection implements Connection {
  #isOpen = true;

  constructor(readonly native: Native) {}

  async run(sql: string, values: readonly string[] = []): Promise<readonly Row[]> {
    try {
      return (await this.native.runAndReadAll(sql, [...values])).getRowObjects();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      // A key that two transactions inserted is found only when the second of them commits.
      if (/Conflict|conflict|Failed to commit|Duplicate key|aborted/.test(words)) {
        throw new Refused(words);
      }
      throw error;
    }
  }

  waits(): Promise<boolean> {
    return Promise.resolve(false);
  }

  hangUp(): Promise<void> {
    throw new Error("Cannot hang up because a database in this process always answers");
  }

  close(): Promise<void> {
    if (this.#isOpen) this.native.closeSync();
    this.#isOpen = false;
    return Promise.resolve();
  }
}
