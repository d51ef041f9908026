/** The versions that the rows of all tables went through. @module */

import type { Look } from "./look.ts";
import {
  type Attributes,
  matches,
  type Predicate,
  type StartRow,
  type TableStep,
} from "./table.ts";
import type { Key, Value } from "./transaction.ts";
import { Versions } from "./versions.ts";

/** A step that writes a row. */
export type TableWrite = TableStep & { readonly type: "insert" | "update" | "delete" };

/** The rows of one table. */
export interface Table {
  /** The numbers of its rows, by key. */
  readonly numbers: Map<Key, number>;
}

/** Rows, their numbers, and the versions of each. */
export class TableVersions {
  /** All versions of all rows; a row is a key, and a version in which there is no row holds `null`. */
  readonly versions: Versions = new Versions();
  /** The attributes of each version that has some. */
  readonly attributes: Map<number, Attributes> = new Map();
  /** The key of each row in its table. */
  readonly keys: Key[] = [];
  /** What was written to each row. */
  readonly written: number[][] = [];
  /** The versions that insert their row, or are by its inserter. */
  readonly inserts: Set<number> = new Set();
  readonly #tables = new Map<string, Table>();

  /** Tables that hold some rows at the start. */
  constructor(start: readonly StartRow[]) {
    for (const { table, key, value, attributes } of start) {
      if (this.table(table).numbers.has(key)) {
        throw new RangeError(
          `Cannot judge a history because each row is there once at the start: ` +
            `given ${nameOfRow(table, key)} twice`,
        );
      }
      const row = this.#add(table, key, value);
      if (attributes !== undefined) this.attributes.set(this.versions.start.at(row), attributes);
    }
  }

  /** The rows of a table that anybody wrote, or that are there at the start. */
  table(name: string): Table {
    let table = this.#tables.get(name);
    if (table === undefined) this.#tables.set(name, table = { numbers: new Map() });
    return table;
  }

  /** The number of a row. */
  row(table: string, key: Key): number {
    return this.table(table).numbers.get(key) ?? this.#add(table, key, null);
  }

  /** A new version of a row. */
  write(step: TableWrite, t: number): number {
    const row = this.row(step.table, step.key);
    const version = step.type === "delete"
      ? this.versions.dead(row, t)
      : this.versions.add(row, step.value, t);
    if (step.type === "insert" || step.type === "update" && this.#insertedBy(row, t)) {
      this.inserts.add(version);
    }
    if (step.type !== "delete" && step.attributes !== undefined) {
      this.attributes.set(version, step.attributes);
    }
    this.written[row]!.push(version);
    return version;
  }

  /** What else the inserter of a row makes of it is a part of the insertion, unless it is the end. */
  #insertedBy(row: number, t: number): boolean {
    return this.written[row]!.some((version) =>
      this.inserts.has(version) && this.versions.writer.at(version) === t
    );
  }

  /** The version that a step of a transaction wrote. */
  versionOf(row: number, step: TableWrite, t: number): number {
    if (step.type !== "delete") return this.versions.find(row, step.value)!;
    return this.written[row]!.find((version) =>
      this.versions.writer.at(version) === t && !this.isVisible(version)
    )!;
  }

  /** The rows that a read by a predicate may find. */
  rowsOf({ table, where }: Pick<Look, "table" | "where">): Iterable<number> {
    const { numbers } = this.table(table);
    if (where.type !== "key") return numbers.values();
    return numbers.has(where.key) ? [numbers.get(where.key)!] : [];
  }

  /** Whether there is a row in a version, and it matches a predicate. */
  matches(version: number, where: Predicate): boolean {
    const value = this.versions.value[version]!;
    if (value === null) return false;
    const key = this.keys[this.versions.key.at(version)]!;
    return matches(where, key, value, this.attributes.get(version));
  }

  /** Whether there is a row in a version. */
  isVisible(version: number): boolean {
    return this.versions.value[version] !== null;
  }

  #add(table: string, key: Key, start: Value | null): number {
    const { numbers } = this.table(table);
    const row = this.versions.row(nameOfRow(table, key), start);
    numbers.set(key, row);
    this.keys.push(key);
    this.written.push([]);
    return row;
  }
}

/** What a row is called: "t.x". */
export function nameOfRow(table: string, key: Key): string {
  return `${table}.${key}`;
}
