/** What HyParView promises of every state. That neighbours are mutual and join all nodes holds in the end. @module */

import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { settings as usual } from "./settings.ts";
import type { State } from "./state.ts";

/** Views are what they are said to be. */
export const viewsApart: Invariant<State> = {
  name: "views apart",
  words:
    "a node is in neither of its views, no other is twice in them, and it counts the silence of each neighbour",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      if (s.silent.length !== s.active.length) {
        const words = `node ${node} counts the silence of others than its neighbours`;
        return { words, nodes: [node] };
      }
      const known = new Set<NodeId>([node]);
      for (const peer of [...s.active, ...s.passive]) {
        if (known.has(peer)) {
          const words = peer === node ? "has itself in a view" : `has ${peer} twice in its views`;
          return { words: `node ${node} ${words}`, nodes: [node] };
        }
        known.add(peer);
      }
    }
    return undefined;
  },
};

/** Views are small. */
export function viewsBounded(
  { active, passive }: { readonly active: number; readonly passive: number } = usual,
): Invariant<State> {
  return {
    name: "views bounded",
    words: `an active view has at most ${active} nodes, a passive view at most ${passive}`,
    check({ states }) {
      for (const [node, s] of states.entries()) {
        if (s === undefined || (s.active.length <= active && s.passive.length <= passive)) continue;
        return {
          words:
            `node ${node} has ${s.active.length} neighbours and knows ${s.passive.length} others`,
          nodes: [node],
        };
      }
      return undefined;
    },
  };
}

/** All that must hold where views have these sizes. */
export function invariantsWith(
  sizes: { readonly active: number; readonly passive: number } = usual,
): readonly Invariant<State>[] {
  return [viewsApart, viewsBounded(sizes)];
}
