/** What holds of the states of ranges: replicas that have executed equally much are equal. @module */

import { Digest } from "../../model/digest.ts";
import { encode } from "../../model/encode.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import type { GroupId } from "../range/interval.ts";
import { hasBegun, type RangeState } from "../range/state.ts";
import type { NodeState } from "../state.ts";

/** What was seen of the states of ranges. */
interface States {
  /** A digest of each, by the index up to which it was executed. */
  readonly digests: Map<GroupId, Map<number, string>>;
  /** By node, up to where each of its replicas had executed its log. */
  readonly seen: (Map<GroupId, number> | null)[];
}

/** Replicas of a range that have executed its log up to the same entry are in the same state. */
export const sameStates: Invariant<NodeState> = remembering<NodeState, States>({
  name: "same states",
  words: "replicas that have executed their range's log up to the same entry are in the same state",
  memory: () => ({ digests: new Map(), seen: [] }),
  check({ states }, { digests, seen }) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node], before = seen[node] ?? null;
      if (s === undefined) {
        seen[node] = null;
        continue;
      }
      const now = new Map<GroupId, number>();
      seen[node] = now;
      for (const [id, { group: { machine, lastApplied } }] of s.replicas) {
        if (!hasBegun(machine)) continue;
        now.set(id, lastApplied);
        if (before?.get(id) === lastApplied) continue;
        const all = digests.get(id) ?? new Map<number, string>(), known = all.get(lastApplied);
        digests.set(id, all);
        const digest = digestOf(machine);
        if (known === undefined) all.set(lastApplied, digest);
        else if (known !== digest) {
          const words = `node ${node} has executed the log of group ${id} up to entry ` +
            `${lastApplied}, and is in another state than a node that had done so before`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** A state without what is no part of it, whatever order it is kept in. */
function digestOf({ news: _, data, ...head }: Readonly<RangeState>): string {
  const digest = new Digest();
  digest.add(encode({ ...head, data: data.pages.flatMap((page) => [...page]).sort() }));
  return digest.hex();
}
