/** Transactions on tables as Adya's definitions see them: for `naive_tables.ts`. @module */

import { lookOf } from "./look.ts";
import { matches, type Predicate, type StartRow, type TableTransaction } from "./table.ts";
import { type Key, stepsOf, type Value } from "./transaction.ts";

/** A version of a row: who made it (−1: it was there at the start), and what it is, if it is. */
export interface Version {
  /** Its index among those that committed. */
  readonly writer: number;
  /** What was done. */
  readonly type: "start" | "insert" | "update" | "delete";
  /** What it holds; `null` where there is no row. */
  readonly value: Value | null;
  /** What predicates look at. */
  readonly attributes?: Readonly<Record<string, Value>> | undefined;
  /** Whether its writer inserted the row too. */
  readonly isBorn?: boolean;
}

/** What one transaction found of one row: a version, or one of those that do not match. */
export interface Selection {
  /** Its index among those that committed. */
  readonly reader: number;
  /** The row. */
  readonly row: string;
  /** What it looked for. */
  readonly where: Predicate;
  /** What it found; nothing if it did not find the row. */
  readonly found: Value | undefined;
}

/** The committed transactions as the definitions see them. */
export interface Seen {
  /** The last version of each row by each transaction that wrote it, after that of the start. */
  readonly installed: ReadonlyMap<string, readonly Version[]>;
  /** The key of each row. */
  readonly keys: ReadonlyMap<string, Key>;
  /** What was read of others. */
  readonly selections: readonly Selection[];
}

const nameOf = (table: string, key: Key) => JSON.stringify([table, key]);

/** Everything that is certain; nothing if a transaction does not see what it wrote itself. */
export function seenIn(
  committed: readonly TableTransaction[],
  start: readonly StartRow[],
): Seen | undefined {
  const keys = new Map<string, Key>();
  const tables = new Map<string, string[]>();
  const installed = new Map<string, Version[]>();
  const meet = (table: string, key: Key) => {
    const row = nameOf(table, key);
    if (keys.has(row)) return row;
    keys.set(row, key);
    tables.set(table, [...tables.get(table) ?? [], row]);
    const there = start.find((each) => each.table === table && each.key === key);
    const { value = null, attributes } = there ?? {};
    installed.set(row, [{ writer: -1, type: "start", value, attributes }]);
    return row;
  };
  for (const { table, key } of start) meet(table, key);
  const last = committed.map((transaction, writer) => {
    const own = new Map<string, Version>();
    for (const step of stepsOf(transaction)) {
      if (step.type === "scan" || step.type === "read") continue;
      const { type } = step;
      const { value, attributes } = step.type === "delete"
        ? { value: null, attributes: undefined }
        : step;
      const row = meet(step.table, step.key);
      const isBorn = type === "insert" || (own.get(row)?.isBorn ?? false);
      own.set(row, { writer, type, value, attributes, isBorn });
    }
    return own;
  });
  for (const own of last) for (const [row, version] of own) installed.get(row)!.push(version);
  const selections: Selection[] = [];
  for (const [reader, transaction] of committed.entries()) {
    const own = new Map<string, Version>();
    for (const step of stepsOf(transaction)) {
      const look = lookOf(step);
      if (step.type !== "scan" && step.type !== "read") {
        const { value, attributes } = step.type === "delete"
          ? { value: null, attributes: undefined }
          : step;
        own.set(meet(step.table, step.key), { writer: reader, type: step.type, value, attributes });
      }
      if (look === undefined) continue;
      for (const { key } of look.rows) meet(look.table, key);
      for (const row of tables.get(look.table) ?? []) {
        const { where, rows } = look;
        const found = rows.find(({ key }) => key === keys.get(row))?.value;
        const mine = own.get(row);
        if (mine === undefined) selections.push({ reader, row, where, found });
        else if (found !== (isMatch(mine, keys.get(row)!, where) ? mine.value : undefined)) return;
      }
    }
  }
  return { installed, keys, selections };
}

/** Whether there is a row in a version, and it matches. */
export function isMatch({ value, attributes }: Version, key: Key, where: Predicate): boolean {
  return value !== null && matches(where, key, value, attributes);
}
