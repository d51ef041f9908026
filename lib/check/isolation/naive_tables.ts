/**
 * Levels of isolation on tables straight from Adya's definitions (1999, chapters 3 and 4; Adya, Liskov and
 * O'Neil 2000), for tiny histories. Every set of unknown transactions that may have committed, every order of
 * the versions of each row, and every version that a read by a predicate may have selected of a row that it
 * did not return are tried; a history keeps to a level if the graph of one of them has no cycle that the level
 * forbids. The clever check is tested against this.
 *
 * @module
 */

import type { Dependency } from "./anomaly.ts";
import type { DefinedLevel } from "./naive.ts";
import { type Dependencies, dependenciesOf, type DependencyList, keepsTo } from "./naive_graph.ts";
import { isMatch, type Seen, seenIn, type Selection, type Version } from "./naive_tables_seen.ts";
import type { StartRow, TableTransaction } from "./table.ts";
import type { Key } from "./transaction.ts";

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
