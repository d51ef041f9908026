/** What holds of ranges: no key belongs to two of them, and what a version means never changes. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { type GroupId, type Interval, intervalInWords, overlap } from "../range/interval.ts";
import { hasBegun } from "../range/state.ts";
import type { NodeState } from "../state.ts";
import { present, see, type Sights } from "./newest.ts";

/** No key belongs to two ranges, each in its newest version; one that has stopped still has its keys. */
export const onePlace: Invariant<NodeState> = remembering<NodeState, Sights>({
  name: "one range for each key",
  words: "no key belongs to two ranges, each in its newest version",
  memory: () => new Map(),
  check({ states }, sights) {
    if (!see(sights, states)) return undefined;
    const ranges = present(sights);
    for (let i = 1; i < ranges.length; i++) {
      const a = ranges[i - 1]!, b = ranges[i]!;
      if (!overlap(a, b)) continue;
      const words = `range ${a.group} in version ${a.version} has ${intervalInWords(a)}, and ` +
        `range ${b.group} in version ${b.version} has ${intervalInWords(b)}`;
      return { words, nodes: [] };
    }
    return undefined;
  },
});

/** What was seen of the epochs of ranges. */
interface Epochs {
  /** The interval that a version of a range stands for. */
  readonly intervals: Map<GroupId, Map<number, Interval>>;
  /** By node, the version of each of its replicas. */
  readonly versions: (Map<GroupId, number> | null)[];
}

/** A version of a range is one interval at all nodes, and no replica goes back to an earlier one. */
export const epochs: Invariant<NodeState> = remembering<NodeState, Epochs>({
  name: "epochs",
  words:
    "a version of a range is the same interval everywhere, and no replica goes back to an older",
  memory: () => ({ intervals: new Map(), versions: [] }),
  check({ states }, { intervals, versions }) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node], before = versions[node] ?? null;
      if (s === undefined) {
        versions[node] = null;
        continue;
      }
      const now = before ?? new Map<GroupId, number>();
      versions[node] = now;
      for (const id of now.keys()) if (!s.replicas.has(id)) now.delete(id);
      for (const [id, { group: { machine } }] of s.replicas) {
        const known = now.get(id) ?? 0;
        if (!hasBegun(machine) || known === machine.version) continue;
        if (machine.version < known) {
          const words = `node ${node} goes back from version ${known} of range ${id} to ` +
            `${machine.version}`;
          return { words, nodes: [node] };
        }
        now.set(id, machine.version);
        const { start, end, version } = machine;
        const all = intervals.get(id) ?? new Map<number, Interval>();
        intervals.set(id, all);
        const other = all.get(version);
        if (other === undefined) all.set(version, { start, end });
        else if (other.start !== start || other.end !== end) {
          const words = `version ${version} of range ${id} is ${intervalInWords({ start, end })} ` +
            `at node ${node}, and was ${intervalInWords(other)} elsewhere`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});
