/** What holds of ranges besides, as long as none becomes a part of another. @module */

import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import { type GroupId, intervalInWords, overlap } from "../range/interval.ts";
import { hasBegun } from "../range/state.ts";
import type { NodeState } from "../state.ts";
import { present, see, type Sights } from "./newest.ts";

/** Every key belongs to a range in its newest version: a split leaves nothing out. */
export const everyKey: Invariant<NodeState> = remembering<NodeState, Sights>({
  name: "a range for each key",
  words: "every key belongs to a range, each in its newest version",
  memory: () => new Map(),
  check({ states }, sights) {
    if (!see(sights, states)) return undefined;
    const ranges = present(sights);
    for (let i = 0; i <= ranges.length; i++) {
      const from = i === 0 ? "" : ranges[i - 1]!.end,
        to = i === ranges.length ? null : ranges[i]!.start;
      if (from === to) continue;
      return { words: `nobody has ${intervalInWords({ start: from ?? "∞", end: to })}`, nodes: [] };
    }
    return undefined;
  },
});

/**
 * No replica takes keys that an older range still has at its node: that one has not heard where its keys have gone, and
 * when it does, it must not find somebody else in their place. An older range may come beside a newer one: its log
 * goes on to where the keys have left it. What a range absorbs may have been an older one's that has not heard of it.
 */
export const apart: Invariant<NodeState> = ofSteps<NodeState, Map<GroupId, number>>({
  name: "apart",
  words: "no replica takes keys that a range of an older version still has at its node",
  digest: ({ replicas }) =>
    new Map([...replicas].map(([id, { group: { machine } }]) => [id, machine.version])),
  step(before, { replicas }, node) {
    for (const [id, { group: { machine } }] of replicas) {
      if (!hasBegun(machine) || before.get(id) === machine.version) continue;
      for (const [otherId, { group: { machine: other } }] of replicas) {
        const isOlder = hasBegun(other) && other.version < machine.version;
        if (!isOlder || !overlap(machine, other)) continue;
        const words = `range ${id} takes ${intervalInWords(machine)} at node ${node}, where ` +
          `range ${otherId} has ${intervalInWords(other)} in an older version`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});
