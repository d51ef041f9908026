/**
 * Levels of isolation on tables straight from Adya's definitions (1999, sections 3 to 5; Adya, Liskov and
 * O'Neil 2000), for tiny histories. Every set of unknown transactions that may have committed, every order of
 * the versions of each row, and every version that a read by a predicate may have selected of a row that it
 * did not return are tried; a history keeps to a level if the graph of one of them has no cycle that the level
 * forbids. The clever check is tested against this.
 *
 * @module
 */

import type { Dependency } from "./anomaly.ts";
import { lookOf } from "./look.ts";
import type { DefinedLevel } from "./naive.ts";
import { type Dependencies, dependenciesOf, type DependencyList, keepsTo } from "./naive_graph.ts";
import { matches, type Predicate, type StartRow, type TableTransaction } from "./table.ts";
import { type Key, stepsOf, type Value } from "./transaction.ts";

/** A version of a row: who made it (−1: it was there at the start), and what it is, if it is. */
interface Version {
  readonly writer: number;
  readonly type: "start" | "insert" | "update" | "delete";
  readonly value: Value | null;
  readonly attributes?: Readonly<Record<string, Value>> | undefined;
  /** Whether its writer inserted the row too. */
  readonly isBorn?: boolean;
}

/** What one transaction found of one row: a version, or one of those that do not match. */
interface Selection {
  readonly reader: number;
  readonly row: string;
  readonly where: Predicate;
  readonly found: Value | undefined;
}

/** The committed transactions as the definitions see them. */
interface Seen {
  readonly installed: ReadonlyMap<string, readonly Version[]>;
  readonly keys: ReadonlyMap<string, Key>;
  readonly selections: readonly Selection[];
}

/** Whether some explanation of a history keeps to a level; none does if a transaction misread itself. */
export function explicableTables(
  history: readonly TableTransaction[],
  start: readonly StartRow[],
  level: DefinedLevel,
): boolean {
  const open = history.filter(({ outcome }) => outcome === "unknown");
  return subsets(open).some((some) => {
    const committed = history.filter((one) => one.outcome === "ok" || some.includes(one));
    const seen = seenIn(committed, start);
    if (seen === undefined) return false;
    return orders([...seen.installed]).some((installed) =>
      explains(committed, seen, new Map(installed), level)
    );
  });
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
}

const nameOf = (table: string, key: Key) => JSON.stringify([table, key]);

/** Everything that is certain; nothing if a transaction does not see what it wrote itself. */
function seenIn(committed: readonly TableTransaction[], start: readonly StartRow[]) {
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

function isMatch({ value, attributes }: Version, key: Key, where: Predicate): boolean {
  return value !== null && matches(where, key, value, attributes);
}

/** Every order of the versions of each row: first its start and its insertion, last its deletion. */
function orders(rows: readonly (readonly [string, readonly Version[]])[]): [string, Version[]][][] {
  return rows.reduce<[string, Version[]][][]>((all, [row, versions]) => {
    const some = permutations(versions).filter((order) => lives(order));
    return all.flatMap((before) =>
      some.map((order): [string, Version[]][] => [...before, [row, order]])
    );
  }, [[]]);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest])
  );
}

function lives(order: readonly Version[]): boolean {
  if (order[0]!.type !== "start") return false;
  return order.every(({ type, isBorn }, i) => {
    if (type === "start") return i === 0;
    if (type === "delete" && i < order.length - 1) return false;
    return isBorn === (i === 1 && order[0]!.value === null);
  });
}

/** Whether some choice of what was selected keeps to a level, in one order of versions. */
function explains(
  committed: readonly TableTransaction[],
  { keys, selections }: Seen,
  installed: ReadonlyMap<string, readonly Version[]>,
  level: DefinedLevel,
): boolean {
  const choices = selections.map((selection) => {
    const order = installed.get(selection.row)!;
    return choicesOf(selection, order, keys.get(selection.row)!);
  }).toSorted((a, b) => a.length - b.length);
  const choose = (next: number, known: Dependencies): boolean => {
    const isForced = choices[next]?.length === 1;
    if (!isForced && !keepsTo(known, committed, level)) return false;
    if (next === choices.length) return true;
    return choices[next]!.some((one) => choose(next + 1, known.with(one)));
  };
  return choose(0, overwritten(installed, committed.length));
}

/** What depends on what by each version that a read may have selected; the same but once. */
function choicesOf(selection: Selection, order: readonly Version[], key: Key): DependencyList[] {
  const { reader, where, found } = selection;
  const lists = order.flatMap((version, place) => {
    if (version.writer === reader) return [];
    const isFound = isMatch(version, key, where);
    const fits = found === undefined ? !isFound : isFound && version.value === found;
    return fits ? [selected(selection, order, place, key)] : [];
  });
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

/** Who directly overwrote whom. */
function overwritten(
  installed: ReadonlyMap<string, readonly Version[]>,
  count: number,
): Dependencies {
  const list: [Dependency, number, number][] = [];
  for (const order of installed.values()) {
    for (let i = 2; i < order.length; i++) {
      list.push(["ww", order[i - 1]!.writer, order[i]!.writer]);
    }
  }
  return dependenciesOf(count, list);
}

/** What depends on what if a read selected the version at a place. */
function selected(
  { reader, where, found }: Selection,
  order: readonly Version[],
  place: number,
  key: Key,
): DependencyList {
  const list: [Dependency, number, number][] = [];
  if (found !== undefined) {
    list.push(["wr", order[place]!.writer, reader]);
    if (place + 1 < order.length) list.push(["rw", reader, order[place + 1]!.writer]);
  }
  for (let i = 1; i < order.length; i++) {
    const changes = isMatch(order[i]!, key, where) !== isMatch(order[i - 1]!, key, where);
    if (!changes) continue;
    if (i <= place) list.push(["wr(P)", order[i]!.writer, reader]);
    else list.push(["rw(P)", reader, order[i]!.writer]);
  }
  return list;
}
