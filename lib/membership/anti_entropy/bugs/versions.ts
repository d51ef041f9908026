/** Mistakes with version vectors: in what is said to have been seen. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";
import { deltaFor } from "../versions/delta.ts";

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
          const turned = [...wanted.updates].map(([origin, updates]) =>
            [origin, newest(updates, wanted.known.get(origin) ?? 0)] as const
          );
          const delta = deltaFor({
            ...wanted,
            updates: new Map(turned),
            known: new Map([...wanted.known].map(([origin]) => [origin, 0])),
            seen: new Map(
              [...wanted.seen].filter(([origin, count]) => count > (wanted.known.get(origin) ?? 0)),
            ),
          });
          return { ...delta, upTo: highest(delta.updates, turned) };
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
          const delta = deltaFor(wanted);
          return { ...delta, upTo: highest(delta.updates, [...wanted.updates]) };
        },
      },
    },
    breaks: "quiet",
    foundBy: { by: "storm", storm: "versions", seed: 1 },
  },
};

interface Numbered {
  readonly sequence: number;
}

/** Those after a number, the latest first. */
function newest<U extends Numbered>(updates: readonly U[], after: number): U[] {
  return updates.filter(({ sequence }) => sequence > after).reverse();
}

/** For each origin the highest number among updates that are sent. */
function highest<U extends Numbered>(
  sent: readonly U[],
  updates: readonly (readonly [origin: number, updates: readonly U[]])[],
): Map<number, number> {
  const numbers = updates.flatMap(([origin, own]) => {
    const from = own.filter((each) => sent.includes(each)).map(({ sequence }) => sequence);
    return from.length === 0 ? [] : [[origin, Math.max(...from)] as const];
  });
  return new Map(numbers);
}
