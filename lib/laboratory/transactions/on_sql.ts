/** A database that speaks SQL as a subject: each step is a statement on the table of entries. @module */

import type { Model, Step } from "../../check/isolation/transaction.ts";
import {
  Busy,
  type Connection,
  type Database,
  Lost,
  Refused,
} from "../../host/databases/database.ts";
import { append, read, statements, write } from "../../host/databases/entries.ts";
import type { Session, Subject } from "./subject.ts";

/** How the database is asked. */
export interface OnSql {
  /** What it is told to promise, in its own words: "repeatable read". */
  readonly promise: string;
  /** The statement that begins such a transaction. */
  readonly begin: string;
  /** What the keys hold. */
  readonly model: Model;
}

/** A database as a subject; makes its table, in the place of one that is left from before. */
export async function sqlSubject(database: Database, options: OnSql): Promise<Subject> {
  const connection = await database.connect();
  await connection.run(statements.drop);
  await connection.run(statements.make);
  await connection.close();
  return {
    name: `${database.name}, ${options.promise}`,
    open: async () => new SqlSession(await database.connect(), options),
  };
}

class SqlSession implements Session {
  constructor(readonly connection: Connection, readonly options: OnSql) {}

  async begin(): Promise<"ok" | "busy"> {
    try {
      await this.connection.run(this.options.begin);
      return "ok";
    } catch (error) {
      if (error instanceof Busy) return "busy";
      throw error;
    }
  }

  async perform(step: Step): Promise<Step | "fail" | "unknown"> {
    const ended = await this.#ends(async () => await this.#perform(step));
    if (ended === "fail") await this.abort();
    return ended;
  }

  async #perform(step: Step): Promise<Step> {
    const { connection, options: { model } } = this, { type, key } = step;
    if (type === "append") await append(connection, key, step.value);
    else if (type === "write") await write(connection, key, step.value);
    else {
      const content = await read(connection, key);
      const value = model === "list-append" ? content : content[0] ?? null;
      return { type, key, value } as Step;
    }
    return step;
  }

  async commit(): Promise<"ok" | "fail" | "unknown"> {
    return await this.#ends(async () => {
      await this.connection.run("COMMIT");
      return "ok" as const;
    });
  }

  async #ends<T>(ask: () => Promise<T>): Promise<T | "fail" | "unknown"> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refused) return "fail";
      if (error instanceof Lost) return "unknown";
      throw error;
    }
  }

  async abort(): Promise<void> {
    try {
      await this.connection.run("ROLLBACK");
    } catch (error) {
      // Some databases have rolled back by themselves when they refused.
      if (!/no transaction is active/.test(error instanceof Error ? error.message : "")) {
        throw error;
      }
    }
  }

  hangUp(): Promise<void> {
    return this.connection.hangUp("COMMIT");
  }

  waits(): Promise<boolean> {
    return this.connection.waits();
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
