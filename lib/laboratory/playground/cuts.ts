/** Which links are cut, as a reader has cut them. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { TimedAct } from "./session.ts";

/** What is cut at one time. */
export interface Cuts {
  /** The nodes that are cut off from all others. */
  readonly nodes: ReadonlySet<NodeId>;
  /** The links that are cut by themselves: whose, and to whom. */
  readonly links: readonly (readonly [from: NodeId, to: NodeId])[];
  /** Whether nothing passes from one node to another. */
  isCut(from: NodeId, to: NodeId): boolean;
}

/** What the acts until `time` have cut and not mended. */
export function cutsAt(acts: readonly TimedAct[], time: number): Cuts {
  const nodes = new Set<NodeId>();
  const links = new Set<string>();
  for (const { at, act } of acts) {
    if (at > time) break;
    switch (act.kind) {
      case "cut":
        nodes.add(act.node);
        break;
      case "join":
        nodes.delete(act.node);
        break;
      case "cut link":
        links.add(`${act.from} ${act.to}`);
        if (!act.oneWay) links.add(`${act.to} ${act.from}`);
        break;
      case "mend link":
        links.delete(`${act.from} ${act.to}`);
        links.delete(`${act.to} ${act.from}`);
    }
  }
  return {
    nodes,
    links: [...links].map((link) => link.split(" ").map(Number) as [NodeId, NodeId]),
    isCut: (from, to) => nodes.has(from) || nodes.has(to) || links.has(`${from} ${to}`),
  };
}
