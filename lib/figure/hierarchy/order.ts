/**
 * What stands next to what in the rows of a hierarchy, so that few lines cross: each row goes by the
 * middles of what it is joined to, down and up again (Sugiyama, Tagawa and Toda 1981).
 *
 * @module
 */

import { depthsOf, type Rank, stepsOf } from "./reduce.ts";

/** What stands in a row: a member, or the place where a line passes. */
export interface Place {
  /** The name of the member; no other place has it. */
  readonly name: string;
  /** The member, if it is one. */
  readonly rank: Rank | undefined;
  /** The names of the places in the row above that it is joined to. */
  readonly uppers: readonly string[];
}

/** The places at which a line passes the rows between its ends. */
export function passesOf(upper: string, lower: string, depths: Map<string, number>): string[] {
  const [from, to] = [depths.get(upper)!, depths.get(lower)!];
  return Array.from(
    { length: to - from - 1 },
    (_, i) => JSON.stringify([upper, lower, from + 1 + i]),
  );
}

/** Members and passes, row by row. */
export function placesOf(ranks: readonly Rank[]): Place[][] {
  const depths = depthsOf(ranks);
  const chains = stepsOf(ranks).map(({ upper, lower }) => [
    upper,
    ...passesOf(upper, lower, depths),
    lower,
  ]);
  const uppersOf = (name: string) =>
    chains.flatMap((chain) => chain.includes(name, 1) ? [chain[chain.indexOf(name) - 1]!] : []);
  const rows: Place[][] = Array.from({ length: Math.max(...depths.values()) + 1 }, () => []);
  for (const rank of ranks) {
    rows[depths.get(rank.name)!]!.push({ name: rank.name, rank, uppers: uppersOf(rank.name) });
  }
  for (const [first, ...passes] of chains) {
    passes.slice(0, -1).forEach((name, i) => {
      rows[depths.get(first!)! + 1 + i]!.push({ name, rank: undefined, uppers: uppersOf(name) });
    });
  }
  return rows;
}

/** How often the rows are gone through, down and up; then they hardly change any more. */
const SWEEPS = 6;

/** The rows, each in an order in which few lines cross. */
export function inOrder(rows: readonly (readonly Place[])[]): Place[][] {
  let best = rows.map((row) => [...row]);
  let current = best;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    current = sortedBy(current, (place) => place.uppers);
    if (crossings(current) < crossings(best)) best = current;
    const lowers = lowersOf(rows);
    const turned = sortedBy(current.toReversed(), ({ name }) => lowers.get(name) ?? []);
    current = turned.toReversed();
    if (crossings(current) < crossings(best)) best = current;
  }
  return best;
}

/** Row after row, by the middles of what its places are joined to in the rows before it. */
function sortedBy(
  rows: readonly (readonly Place[])[],
  neighbours: (place: Place) => readonly string[],
): Place[][] {
  const at = new Map<string, number>();
  return rows.map((row) => {
    const middles = new Map(row.map((place, i) => {
      const places = neighbours(place).map((name) => at.get(name)!);
      const middle = places.reduce((a, b) => a + b, 0) / places.length;
      return [place.name, places.length === 0 ? (i + 1) / (row.length + 1) : middle];
    }));
    const sorted = row.toSorted((a, b) => middles.get(a.name)! - middles.get(b.name)!);
    sorted.forEach(({ name }, i) => at.set(name, (i + 1) / (row.length + 1)));
    return sorted;
  });
}

function lowersOf(rows: readonly (readonly Place[])[]): Map<string, string[]> {
  const lowers = new Map<string, string[]>();
  for (const { name, uppers } of rows.flat()) {
    for (const upper of uppers) lowers.set(upper, [...lowers.get(upper) ?? [], name]);
  }
  return lowers;
}

/** How many pairs of lines between neighbouring rows cross. */
export function crossings(rows: readonly (readonly Place[])[]): number {
  const at = new Map(rows.flatMap((row) => row.map(({ name }, i) => [name, i] as const)));
  let count = 0;
  for (const row of rows) {
    const lines = row.flatMap(({ name, uppers }) =>
      uppers.map((upper) => [at.get(upper)!, at.get(name)!] as const)
    );
    for (const [u, v] of lines) for (const [x, y] of lines) if (u < x && v > y) count++;
  }
  return count;
}
