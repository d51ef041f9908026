/** What checkpoints promise. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { replicasOf } from "./observed.ts";
import type { State } from "./state.ts";
import { baseOf } from "./tree.ts";

/** Who has executed the same blocks is in the same state, whether it was given it or not. */
export const oneState: Invariant<State> = remembering<State, { states: Map<number, string> }>({
  name: "one state at a height",
  words: "replicas that have executed the same blocks are in the same state",
  memory: () => ({ states: new Map() }),
  check(snapshot, { states }) {
    for (const [node, { snapshots }] of replicasOf(snapshot)) {
      for (const [height, { digests }] of snapshots) {
        const state = digests.join(" "), known = states.get(height) ?? state;
        states.set(height, known);
        if (known === state) continue;
        return {
          words: `replica ${node} is in another state at height ${height} than others were`,
          nodes: [node],
        };
      }
    }
    return undefined;
  },
  rename: (memory) => memory,
});

/** What is settled is forgotten, as soon as the state that it led to is there. */
export const forgetting: Invariant<State> = {
  name: "what is settled is forgotten",
  words: "a replica that has the state of a stable checkpoint keeps nothing that led to it",
  check(snapshot) {
    for (const [node, s] of replicasOf(snapshot)) {
      const base = baseOf(s), stable = s.stable?.statement.height ?? 0;
      const lowest = Math.min(...s.snapshots.keys(), Infinity);
      if (s.snapshots.has(stable) && base < stable || lowest < base) {
        return {
          words: `replica ${node} keeps what led to height ${stable}, which is stable, from ` +
            `${Math.min(lowest, base)} on`,
          nodes: [node],
        };
      }
      const stale = [...s.blocks.values()].find(({ height }) => height < base);
      if (stale === undefined) continue;
      return {
        words: `replica ${node} keeps a block of height ${stale.height}, below ${base}`,
        nodes: [node],
      };
    }
    return undefined;
  },
};
