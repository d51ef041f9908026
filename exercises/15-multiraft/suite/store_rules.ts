/** What must hold of a store of ranges. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import { linearizableKeys } from "hb/multiraft/storms/promises.ts";
import type { FirstRange, GroupId, Range, RunningStore } from "../given.ts";
import { rangeInWords } from "./range_words.ts";
import { overlap } from "./right_routes.ts";

export { linearizableKeys };

/** All keys are in one range, in the newest version of each that was ever seen. */
export function onePlace(
  { ranges }: RunningStore,
  first: readonly FirstRange[],
): Invariant<unknown> {
  return remembering<unknown, Map<GroupId, Range>>({
    name: "one range for each key",
    words:
      "each key is in one range, in the newest version of each range that any node has had (section 15.5)",
    memory: () => new Map(first.map((range) => [range.group, { ...range, version: 1 }])),
    // At every step: who has split a range and crashes comes back with the child, and the parent as it was.
    check({ states }, newest) {
      if (!see(newest, states, ranges)) return undefined;
      const all = [...newest.values()].sort((a, b) => a.start < b.start ? -1 : 1);
      for (const [i, range] of all.entries()) {
        const next = all[i + 1], told = rangeInWords(range);
        if (i === 0 && range.start !== "") {
          return { words: `nobody has the keys before ${told}`, nodes: [] };
        }
        if (next === undefined) {
          return range.end === null
            ? undefined
            : { words: `nobody has the keys after ${told}`, nodes: [] };
        }
        if (overlap(range, next)) {
          return { words: `there are ${told} and ${rangeInWords(next)}`, nodes: [] };
        }
        if (range.end !== next.start) {
          return {
            words: `nobody has the keys between ${told} and ${rangeInWords(next)}`,
            nodes: [],
          };
        }
      }
      return undefined;
    },
  });
}

/** Takes in what is new; whether anything is. */
function see(
  newest: Map<GroupId, Range>,
  states: readonly unknown[],
  ranges: RunningStore["ranges"],
): boolean {
  let isNews = false;
  for (const state of states) {
    if (state === undefined) continue;
    for (const { group, start, end, version } of ranges(state)) {
      const known = newest.get(group);
      if (known !== undefined && known.version >= version) continue;
      newest.set(group, { group, start, end, version });
      isNews = true;
    }
  }
  return isNews;
}

/** How many replicas each group has; all are there if it has three. */
export function isReplicated({ ranges }: RunningStore, states: readonly unknown[]): boolean {
  const count = new Map<GroupId, number>();
  for (const state of states) {
    for (const { group } of state === undefined ? [] : ranges(state)) {
      count.set(group, (count.get(group) ?? 0) + 1);
    }
  }
  return [...count.values()].every((each) => each === 3);
}

/** The last things that clients asked, when all was well again, were done. */
export function served(clients: number, last: number): Invariant<unknown> {
  return {
    name: "progress",
    words: "what is asked when all is well again is done",
    check({ history }) {
      for (let client = 0; client < clients; client++) {
        const own = history.filter(({ process }) => process % (clients + 1) === client);
        if (own.slice(-last).every(({ outcome }) => outcome === "ok")) continue;
        return {
          words: `an operation of client ${client} was not done after the trouble`,
          nodes: [],
        };
      }
      return undefined;
    },
  };
}
