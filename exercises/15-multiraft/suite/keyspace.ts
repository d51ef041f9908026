/** Ranges as they become, step by step: a history of routes such as there really are. @module */

import type { Random } from "hb/sim/random.ts";
import type { NodeId, Route } from "../given.ts";

/**
 * The letters of keys; not all are in the order in which people would put them, nor the last two in
 * that of their bytes.
 */
export const KEYS: readonly string[] = [
  "",
  "10",
  "9",
  "B",
  "a",
  "b",
  "f",
  "k",
  "p",
  "t",
  "x",
  "z",
  "ä",
  "𠮷",
  "～",
];

/** Keys from b to t, and some beside, of which texts have another order than words or bytes have. */
export const ODD_KEYS: readonly (readonly string[])[] = [
  ["k10", "k9", "kB", "ka", "t"],
  ["", "b", "p𠮷", "p～", "t"],
];

/** Where ranges may be cut. */
const CUTS = KEYS.slice(1);

/**
 * The routes of all that ranges have been, in `steps` changes, the oldest first; groups and versions
 * are counted from `first` on.
 */
export function historyOf(random: Random, steps: number, cuts = CUTS, first = 1): Route[] {
  let group = first;
  let ranges: Route[] = [{
    group,
    start: "",
    end: null,
    version: first,
    conf: first,
    members: [0, 1, 2],
    leader: null,
  }];
  const all = [...ranges];
  const become = (...changed: Route[]) => {
    const groups = changed.map(({ group }) => group);
    ranges = [...ranges.filter((each) => !groups.includes(each.group)), ...changed]
      .sort((a, b) => a.start < b.start ? -1 : 1);
    all.push(...changed);
  };
  for (let step = 0; step < steps; step++) {
    const at = random.below(ranges.length), range = ranges[at]!, next = ranges[at + 1];
    switch (random.below(6)) {
      case 0:
      case 1:
      case 2: {
        const inside = cuts.filter((cut) =>
          cut > range.start && (range.end === null || cut < range.end)
        );
        if (inside.length === 0) break;
        const cut = inside[random.below(inside.length)]!, version = range.version + 1;
        become({ ...range, end: cut, version }, {
          ...range,
          group: ++group,
          start: cut,
          version,
          conf: 1,
        });
        break;
      }
      case 3: {
        if (next === undefined) break;
        const [into, other] = random.chance(0.5) ? [range, next] : [next, range];
        const version = Math.max(into.version, other.version + 1) + 1;
        ranges = ranges.filter(({ group }) => group !== other.group);
        become({ ...into, start: range.start, end: next.end, version });
        break;
      }
      case 4:
        become({ ...range, conf: range.conf + 1 + random.below(9), members: threeOf(random) });
        break;
      case 5:
        become({ ...range, leader: range.members[random.below(3)]! });
    }
  }
  return all;
}

function threeOf(random: Random): NodeId[] {
  const from = random.below(5);
  return [from, (from + 1) % 5, (from + 2) % 5].sort();
}

/** An interval in words: "[a, m)". */
export function intervalInWords({ start, end }: Pick<Route, "start" | "end">): string {
  return `[${start === "" ? "−∞" : start}, ${end ?? "∞"})`;
}
