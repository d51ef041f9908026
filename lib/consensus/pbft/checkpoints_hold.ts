/** What checkpoints promise. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { type Known, replicasIn, same } from "./observed.ts";
import { lowOf, type State } from "./state.ts";

/** Equal numbers, equal states. */
export const checkpointsAgree: Invariant<State> = remembering<State, Map<string | number, Known>>({
  name: "checkpoints agree",
  words: "replicas that have executed up to the same checkpoint are in the same state",
  memory: () => new Map(),
  check({ states }, known) {
    for (const [node, { snapshots }] of replicasIn(states)) {
      for (const [sequence, { digests }] of snapshots) {
        const wrong = same(known, sequence, node, digests.join(" "), "is in state");
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  },
});

/** A state that counts as stable is one that somebody loyal has been in. */
export const stableIsReached: Invariant<State> = remembering<State, { most: number }>({
  name: "stable is reached",
  words: "no checkpoint is stable before a loyal replica has executed so far",
  memory: () => ({ most: 0 }),
  check({ states }, reached) {
    for (const [, { executed }] of replicasIn(states)) {
      reached.most = Math.max(reached.most, executed);
    }
    for (const [node, s] of replicasIn(states)) {
      if (lowOf(s) <= reached.most) continue;
      const words = `replica ${node} takes ${lowOf(s)} for stable, and nobody has come further ` +
        `than ${reached.most}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** What a replica executes stays within L numbers of a state that a quorum has signed. */
export function withinMarks(logSize: number): Invariant<State> {
  return {
    name: "within the marks",
    words: "no replica executes more than L numbers after its last stable checkpoint",
    check({ states }) {
      for (const [node, s] of replicasIn(states)) {
        if (s.executed <= lowOf(s) + logSize) continue;
        const words = `replica ${node} has executed ${s.executed}, and the last stable ` +
          `checkpoint is ${lowOf(s)}`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  };
}
