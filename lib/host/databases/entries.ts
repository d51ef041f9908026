/**
 * Keys with lists or single values, as a table of two columns of text: every one of these databases can
 * append to a text and replace one, in one statement that inserts the row where there is none.
 *
 * @module
 */

import type { Connection, Row } from "./database.ts";

/** What a list or a register holds, or is found under. */
export type Item = string | number;

const upsert = "INSERT INTO entries (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET ";

/** The statements. */
export const statements = {
  drop: "DROP TABLE IF EXISTS entries",
  make: "CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
  append: `${upsert}value = entries.value || ',' || excluded.value`,
  write: `${upsert}value = excluded.value`,
  read: "SELECT value FROM entries WHERE key = $1",
} as const;

/** Appends to the list at a key. */
export async function append(connection: Connection, key: Item, value: Item): Promise<void> {
  await connection.run(statements.append, [JSON.stringify(key), JSON.stringify(value)]);
}

/** Replaces the value at a key. */
export async function write(connection: Connection, key: Item, value: Item): Promise<void> {
  await connection.run(statements.write, [JSON.stringify(key), JSON.stringify(value)]);
}

/** The values that are in the row of a key, in the order in which they were appended; none without a row. */
export async function read(connection: Connection, key: Item): Promise<Item[]> {
  return contentOf(await connection.run(statements.read, [JSON.stringify(key)]));
}

/** What the rows of a read say. Throws where that is no list of values. */
export function contentOf(rows: readonly Row[]): Item[] {
  if (rows.length === 0) return [];
  const text = rows[0]!["value"];
  if (rows.length > 1 || typeof text !== "string") {
    throw new Error(
      `Cannot read an entry because it must be one row of text: given ${JSON.stringify(rows)}`,
    );
  }
  return JSON.parse(`[${text}]`);
}
