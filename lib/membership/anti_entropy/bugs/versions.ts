/** Mistakes with version vectors: in what is said to have been seen. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { deltaFor } from "../versions/delta.ts";
import type { Update } from "../versions/updates.ts";

const versions = { by: "instance", instance: "versions" } as const;

/** Mistakes, by what is wrong. */
export const versionBugs: Readonly<Record<string, Bug<Change>>> = {
  "seen before it has come": {
    words:
      "With the first of several messages the receiver takes over all that the sender has seen: if the others do " +
      "not come, nobody sends them again.",
    change: {
      rules: { deltaFor: (wanted) => ({ ...deltaFor(wanted), upTo: new Map(wanted.seen) }) },
    },
    breaks: "no hole",
    foundBy: versions,
  },
  "the newest first": {
    words:
      "Where not all have room the latest updates are sent, and the receiver takes the highest number for all " +
      "before it: there is a gap that nobody fills.",
    change: {
      rules: {
        deltaFor(wanted) {
          const newest = (origin: NodeId, number: number) =>
            [...wanted.after(origin, number)].reverse();
          const { updates, more } = deltaFor({ ...wanted, after: newest });
          return { updates, more, upTo: highest(updates) };
        },
      },
    },
    breaks: "no hole",
    foundBy: versions,
  },
  "superseded updates count as missing": {
    words:
      "What has been seen is what has come: numbers of updates that were superseded never come, so two nodes that " +
      "hold the same compare their updates again and again.",
    change: {
      rules: {
        deltaFor(wanted) {
          const { updates, more } = deltaFor(wanted);
          return { updates, more, upTo: highest(updates) };
        },
      },
    },
    breaks: "quiet",
    foundBy: { by: "storm", storm: "versions", seed: 1 },
  },
};

/** For each origin the highest number among updates that are sent. */
function highest(updates: readonly Update[]): Map<NodeId, number> {
  const numbers = new Map<NodeId, number>();
  for (const { node, sequence } of updates) {
    numbers.set(node, Math.max(sequence, numbers.get(node) ?? 0));
  }
  return numbers;
}
