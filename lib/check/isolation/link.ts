/** Cycles as links between transactions, without the passages between them. @module */

import type { CyclicAnomaly } from "./anomaly.ts";
import { anti, type Graph, kind } from "./graph.ts";

/** One transaction directly before another. */
export interface Link {
  /** The index of the transaction that is before. */
  readonly from: number;
  /** The index of the transaction that is after. */
  readonly to: number;
  /** The kind of the dependency, as bits. */
  readonly bits: number;
  /** The earlier version, or −1. */
  readonly before: number;
  /** The later version, or −1. */
  readonly after: number;
}

/** Links, each from where the one before it leads, and the first from where the last leads. */
export type Cycle = readonly Link[];

/** The cycle that a closed path of edges makes; `sources` are the nodes from which they lead. */
export function cycleOf(
  graph: Graph,
  edges: readonly number[],
  sources: readonly number[],
): Cycle {
  const first = sources.findIndex((node) => node < graph.transactions);
  const turn = <T>(list: readonly T[]) => [...list.slice(first), ...list.slice(0, first)];
  const [path, nodes] = [turn(edges), turn(sources)];
  const links: Link[] = [];
  path.forEach((edge, i) => {
    const after = graph.after[edge]!;
    if (nodes[i]! >= graph.transactions) {
      // Inside of a passage the link is under way; the edge that leaves it knows the later version.
      const link = links.pop()!;
      links.push({ ...link, to: graph.target[edge]!, after });
    } else {
      const [bits, before] = [graph.kinds[edge]!, graph.before[edge]!];
      links.push({ from: nodes[i]!, to: graph.target[edge]!, bits, before, after });
    }
  });
  return links;
}

/**
 * The part of a closed walk that passes no transaction twice, and has no two anti-dependencies in a row if
 * the walk had none. A walk that comes by one place twice is two walks, and at most one of the two has
 * such a pair where they were cut: the walk as a whole entered that place at least once by something
 * else.
 */
export function simple(walk: Cycle): Cycle {
  const seen = new Map<number, number>();
  for (let end = 0; end < walk.length; end++) {
    const { from } = walk[end]!;
    const start = seen.get(from);
    if (start === undefined) {
      seen.set(from, end);
      continue;
    }
    const inner = walk.slice(start, end);
    const outer = [...walk.slice(0, start), ...walk.slice(end)];
    const cut = isAnti(inner[0]!) && isAnti(inner.at(-1)!) && inner.length > 1;
    return simple(cut ? outer : inner);
  }
  return walk;
}

function isAnti({ bits }: Link): boolean {
  return (bits & anti) !== 0;
}

/** What a cycle is, by the links that it has. */
export function cycleName(cycle: Cycle): CyclicAnomaly {
  const has = (bit: number) => cycle.some(({ bits }) => (bits & bit) !== 0);
  const suffix = has(kind.realtime) ? "-realtime" : has(kind.process) ? "-process" : "";
  const count = cycle.filter(isAnti).length;
  if (count === 0) {
    return `${has(kind.wrp) ? "G1-predicate" : has(kind.wr) ? "G1c" : "G0"}${suffix}`;
  }
  const row = cycle.some((link, i) => isAnti(link) && isAnti(cycle.at(i - 1)!));
  const shape = count === 1 ? "G-single" : row ? "G2" : "G-nonadjacent";
  // With an anti-dependency on a predicate it is nothing that repeatable read forbids.
  if (!has(kind.rwp)) return `${shape === "G2" ? "G2-item" : shape}${suffix}`;
  return `${shape === "G2" ? shape : `${shape}-predicate` as const}${suffix}`;
}
