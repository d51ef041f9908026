/** Cycles that levels forbid, by matrices: for the definitions on tables (`naive_tables.ts`). @module */

import type { AnyTransaction } from "./any_transaction.ts";
import type { Dependency } from "./anomaly.ts";
import type { DefinedLevel } from "./naive.ts";

/** Which of a few transactions are directly before which. */
export type Matrix = readonly boolean[][];

/** Dependencies, each from one transaction to another. */
export type DependencyList = readonly (readonly [Dependency, number, number])[];

/** Dependencies between a few transactions. */
export interface Dependencies {
  /** Those of some kinds; the start (−1) is no transaction, and nobody depends on themselves. */
  of(...kinds: readonly Dependency[]): Matrix;
  /** These and some more. */
  with(more: DependencyList): Dependencies;
}

/** Dependencies between so many transactions. */
export function dependenciesOf(count: number, list: DependencyList): Dependencies {
  return {
    of: (...kinds) => {
      const matrix = Array.from({ length: count }, () => Array<boolean>(count).fill(false));
      for (const [kind, from, to] of list) {
        if (from >= 0 && from !== to && kinds.includes(kind)) matrix[from]![to] = true;
      }
      return matrix;
    },
    with: (more) => dependenciesOf(count, [...list, ...more]),
  };
}

/** Whether no cycle is one that a level forbids. */
export function keepsTo(
  known: Dependencies,
  transactions: readonly AnyTransaction[],
  level: DefinedLevel,
): boolean {
  const item = known.of("rw");
  const anti = union(item, known.of("rw(P)"));
  const data = known.of("ww", "wr", "wr(P)");
  if (isCyclic(data)) return false;
  if (level === "read committed") return true;
  if (level === "repeatable read") return !isCyclic(union(data, item));
  if (level === "consistent view") return !meets(anti, ways(data));
  const depends = union(data, timeOf(transactions, level));
  if (level.endsWith("snapshot isolation")) {
    // No anti-dependency follows another.
    return !isCyclic(union(depends, product(depends, anti)));
  }
  return !isCyclic(union(depends, anti));
}

/** The order of time that a level keeps to. */
function timeOf(transactions: readonly AnyTransaction[], level: DefinedLevel): Matrix {
  const session = level.startsWith("strong session");
  const strong = !session && level.startsWith("str");
  return transactions.map((a) =>
    transactions.map((b) => {
      const own = a.process === b.process && a.id < b.id && a.endedAt <= b.invokedAt;
      return (session || strong) && own || strong && a.endedAt < b.invokedAt;
    })
  );
}

function union(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((is, j) => is || b[i]![j]!));
}

function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0]!.map((_, j) => row.some((is, i) => is && b[i]![j]!)));
}

/** From where there is a way to where, of one step or more. */
function ways(a: Matrix): Matrix {
  const all = a.map((row) => [...row]);
  for (let k = 0; k < all.length; k++) {
    for (const row of all) if (row[k]) row.forEach((is, j) => row[j] = is || all[k]![j]!);
  }
  return all;
}

function isCyclic(a: Matrix): boolean {
  return ways(a).some((row, i) => row[i]);
}

/** Whether a step of the one leads to where a way of the other leads back. */
function meets(step: Matrix, back: Matrix): boolean {
  return step.some((row, i) => row.some((is, j) => is && back[j]![i]!));
}
