/** The versions that the rows of all tables went through. @module */

import { Ints } from "./ints.ts";
import type { Look } from "./look.ts";
import {
  type Attributes,
  matches,
  type Predicate,
  type StartRow,
  type TableStep,
  type TableTransactions,
} from "./table.ts";
import { type Key, stepsOf, type Value } from "./transaction.ts";
import { type Ambiguity, Versions } from "./versions.ts";

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

const types: readonly string[] = ["insert", "update", "delete", "read", "scan"];
const predicates: readonly string[] = ["all", "key", "equal", "between"];

/** Refuses what is no step on a table. */
function assertStep(step: TableStep): void {
  if (!types.includes(step.type)) {
    throw new TypeError(
      `Cannot judge a history because a step on a table must be one of ${types.join(", ")}: ` +
        `given ${JSON.stringify(step)}`,
    );
  }
  if (step.type !== "scan" || predicates.includes(step.where?.type)) return;
  throw new TypeError(
    `Cannot judge a history because a predicate must be one of ${predicates.join(", ")}: ` +
      `given ${JSON.stringify(step.where)}`,
  );
}

/** The versions that a history wrote, or the first ambiguity. */
export function tableVersionsOf(
  history: TableTransactions,
  start: readonly StartRow[],
): TableVersions | Ambiguity {
  const tables = new TableVersions(start);
  const lives = new Lives(tables, history);
  // The latest writer of each row, and its latest version: written again, that one was not final.
  const latest = new Ints(), latestWriter = new Ints();
  for (let t = 0; t < history.length; t++) {
    for (const step of stepsOf(history[t]!)) {
      assertStep(step);
      if (step.type === "scan" || step.type === "read") continue;
      const row = tables.row(step.table, step.key);
      while (latest.length <= row) latest.push(latestWriter.push(-1));
      const unclear = lives.unclear(step, row, t, latestWriter.at(row) === t);
      if (unclear !== undefined) return unclear;
      const version = tables.write(step, t);
      if (latestWriter.at(row) === t) tables.versions.final.set(latest.at(row), 0);
      latestWriter.set(row, t);
      latest.set(row, version);
    }
  }
  return tables;
}

/** Watches that each row is born once, dies once, and lives in between. */
class Lives {
  readonly #insertedBy = new Map<number, number>();
  readonly #deletedBy = new Map<number, number>();

  constructor(readonly tables: TableVersions, readonly history: TableTransactions) {}

  /** Why reads do not tell what they saw once this is written; nothing if they do. */
  unclear(
    step: TableWrite,
    row: number,
    t: number,
    again: boolean,
  ): Ambiguity | undefined {
    const { versions } = this.tables;
    const key = versions.keys[row]!;
    if (step.type !== "delete") {
      const twin = versions.find(row, step.value);
      if (twin !== undefined) {
        return { key, value: step.value, writers: [versions.writer.at(twin), t] };
      }
    }
    const dead = this.#deletedBy.get(row);
    if (dead === t) return { key, deed: "written after its deletion", writers: [t, t] };
    if (step.type === "insert" && this.tables.isVisible(versions.start.at(row))) {
      return { key, deed: "inserted, and there at the start", writers: [t, t] };
    }
    if (step.type === "insert" && again) {
      return { key, deed: "inserted by who wrote it", writers: [t, t] };
    }
    if (step.type === "update") return undefined;
    const [deed, by] = step.type === "insert"
      ? ["inserted more than once", this.#insertedBy] as const
      : ["deleted more than once", this.#deletedBy] as const;
    const other = by.get(row);
    const counts = (writer: number) => this.history[writer]!.outcome !== "fail";
    if (other !== undefined && (other === t || counts(other) && counts(t))) {
      return { key, deed, writers: [other, t] };
    }
    if (other === undefined || !counts(other)) by.set(row, t);
    return undefined;
  }
}
