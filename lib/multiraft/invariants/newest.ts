/** What an observer of all nodes knows of each range: the latest that anybody has made of it. @module */

import type { NodeState } from "../state.ts";
import type { GroupId, Interval } from "../range/interval.ts";
import { hasBegun } from "../range/state.ts";

/** A range in its newest version. */
export interface Sight extends Interval {
  /** The version. */
  readonly version: number;
  /** The range that is to absorb it, when it has stopped. */
  readonly into: GroupId | null;
  /** The ranges that are parts of it. */
  readonly absorbed: readonly GroupId[];
}

/** All ranges that were ever seen, by their groups. */
export type Sights = Map<GroupId, Sight>;

/** The nodes of a moment; undefined: one that is down. */
export type Nodes = readonly (Readonly<NodeState> | undefined)[];

/** Takes in what the nodes have now; whether there is anything new. */
export function see(sights: Sights, nodes: Nodes): boolean {
  let isNews = false;
  for (const node of nodes) {
    if (node === undefined) continue;
    for (const [id, { group: { machine } }] of node.replicas) {
      if (!hasBegun(machine) || (sights.get(id)?.version ?? 0) >= machine.version) continue;
      const { start, end, version, merging, absorbed } = machine;
      sights.set(id, {
        start,
        end,
        version,
        into: merging?.into ?? null,
        absorbed: [...absorbed],
      });
      isNews = true;
    }
  }
  return isNews;
}

/**
 * The ranges that there are, in the order of their keys: those that are not a part of another. One that has gone on
 * since it had stopped is there, even if another believes that it has absorbed it.
 */
export function present(sights: Readonly<Sights>): (Sight & { readonly group: GroupId })[] {
  const gone = new Set([...sights.values()].flatMap(({ absorbed }) => absorbed));
  return [...sights].filter(([group, { into }]) => into === null || !gone.has(group))
    .map(([group, sight]) => ({ group, ...sight }))
    .sort((a, b) => a.start < b.start ? -1 : a.start > b.start ? 1 : a.group - b.group);
}
