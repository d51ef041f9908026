/**
 * PostgreSQL by the npm package `pg`, which is loaded when a database is opened. One more connection looks
 * at the others: which of them waits for a lock, and which is gone.
 *
 * @module
 */

import { cannotOpen } from "../engines/cannot.ts";
import { type Connection, type Database, Lost, Refused, type Row } from "./database.ts";
import { settledWithin } from "./patience.ts";
import { type PostgresServer, startPostgres } from "./postgres_server.ts";

/** What is used of the package. */
interface Client {
  connect(): Promise<void>;
  query(sql: string, values?: readonly string[]): Promise<{ rows: Row[]; command: string }>;
  on(event: "error", listener: (error: Error) => void): void;
  end(): Promise<void>;
  readonly processID: number;
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Errors after which the transaction, and nothing else, is over: serialization failure, deadlock, a key twice. */
const refusals: readonly unknown[] = ["40001", "40P01", "23505"];

/** Starts a server of its own, which `close` stops and removes. Throws `OperationalError`. */
export async function openPostgres(): Promise<Database> {
  const server = await startPostgres();
  try {
    const observer = await dial(server);
    const { rows } = await observer.query("SELECT current_setting('server_version') AS version");
    const open = new Set<PostgresConnection>();
    return {
      name: `PostgreSQL ${String(rows[0]!["version"]).split(" ")[0]}`,
      async connect() {
        const connection = new PostgresConnection(await dial(server), observer);
        open.add(connection);
        return connection;
      },
      async close() {
        for (const connection of open) await connection.close();
        await observer.end();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw cannotOpen("PostgreSQL", "a connection to the server", error);
  }
}

async function dial({ folder, user }: PostgresServer): Promise<Client> {
  const { Client: Made } = (await import("pg")).default;
  const client: Client = new Made({ host: folder, user, database: "postgres" });
  // What ends a connection is told by the statement that was under way.
  client.on("error", () => {});
  await client.connect();
  return client;
}

class PostgresConnection implements Connection {
  #isOpen = true;

  constructor(readonly client: Client, readonly observer: Client) {}

  async run(sql: string, values: readonly string[] = []): Promise<readonly Row[]> {
    let answer;
    try {
      answer = await this.client.query(sql, values);
    } catch (error) {
      const { code, message } = error as Error & { readonly code?: unknown };
      if (refusals.includes(code)) throw new Refused(message);
      // An error of the server has the five letters of a state; what has none, the connection said.
      if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || /^(57P|08)/.test(code)) {
        throw new Lost(message);
      }
      throw error;
    }
    // To commit a transaction that has failed is to abort it, and is no error.
    if (sql === "COMMIT" && answer.command !== "COMMIT") throw new Refused("it had failed before");
    return answer.rows;
  }

  async waits(): Promise<boolean> {
    const { rows } = await this.observer.query(
      "SELECT cardinality(pg_blocking_pids($1::text::int)) > 0 AS waits",
      [`${this.client.processID}`],
    );
    return rows[0]!["waits"] === true;
  }

  async hangUp(sql: string): Promise<void> {
    const answered = this.client.query(sql).catch(() => {});
    // So that it is on its way; whether it arrives before the end of the connection is not known.
    await settledWithin(answered, 0);
    this.#isOpen = false;
    this.client.connection.stream.destroy();
    while (await this.#isThere()) await settledWithin(new Promise(() => {}), 1);
  }

  async #isThere(): Promise<boolean> {
    const { rows } = await this.observer.query(
      "SELECT 1 FROM pg_stat_activity WHERE pid = $1::text::int",
      [`${this.client.processID}`],
    );
    return rows.length > 0;
  }

  async close(): Promise<void> {
    if (this.#isOpen) await this.client.end();
    this.#isOpen = false;
  }
}
