/** Bugs of part 1. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import { quorums } from "../quorums.ts";

const { apart, endures, available, choices, meet, fewest } = quorums;

/** A set as the bits of a number, which has 32. */
const bits = (set: readonly number[]) => set.reduce((all, node) => all | 1 << node, 0);

export const quorumMutants: Mutants<Answers> = {
  quorums: {
    "half: R + W = N is enough": {
      apart: (sizes) => sizes.read + sizes.write >= sizes.nodes ? null : apart(sizes),
    },
    "majorities: that both are majorities is asked": {
      apart: (sizes) =>
        Math.min(sizes.read, sizes.write) > sizes.nodes / 2 ? null : apart({
          ...sizes,
          read: Math.min(sizes.read, sizes.nodes >> 1),
          write: Math.min(sizes.write, sizes.nodes >> 1),
        }),
    },
    "whole: it gives all that are left, not W of them": {
      apart(sizes) {
        const found = apart(sizes);
        if (found === null) return null;
        const all = Array.from({ length: sizes.nodes }, (_, i) => i);
        return { ...found, write: all.filter((node) => !found.read.includes(node)) };
      },
    },
    "from one: nodes are counted from one": {
      apart(sizes) {
        const found = apart(sizes),
          up = (nodes: readonly number[]) => nodes.map((node) => node + 1);
        return found && { read: up(found.read), write: up(found.write) };
      },
    },
    "both: it says how many may be down for both": {
      endures(sizes) {
        const { reads, writes } = endures(sizes), least = Math.min(reads, writes);
        return { reads: least, writes: least };
      },
    },
    "exchanged: R for writes": {
      endures(sizes) {
        const { reads, writes } = endures(sizes);
        return { reads: writes, writes: reads };
      },
    },
    "minority: a minority may be down, whatever R and W are": {
      endures: ({ nodes }) => ({ reads: (nodes - 1) >> 1, writes: (nodes - 1) >> 1 }),
    },
    "exactly: just R are up": {
      available({ nodes, read, write }, up) {
        const exactly = (count: number) =>
          available({ nodes, read: count, write }, up).reads -
          (count === nodes ? 0 : available({ nodes, read: count + 1, write }, up).reads);
        return { reads: exactly(read), writes: exactly(write) };
      },
    },
    "these: the first R nodes are up": {
      available: ({ read, write }, up) => ({ reads: up ** read, writes: up ** write }),
    },
    "more: more than R are up": {
      available: ({ nodes, read, write }, up) =>
        available({ nodes, read: read + 1, write: write + 1 }, up),
    },
    "three nines: the chance is rounded": {
      available(sizes, up) {
        const { reads, writes } = available(sizes, up);
        return { reads: Math.round(reads * 1e6) / 1e6, writes: Math.round(writes * 1e6) / 1e6 };
      },
    },
    "tight: only R + W = N + 1 is chosen": {
      choices: (nodes, down) =>
        choices(nodes, down).filter(({ read, write }) => read + write === nodes + 1),
    },
    "fewer reads: R is no larger than W": {
      choices: (nodes, down) => choices(nodes, down).filter(({ read, write }) => read <= write),
    },
    "all up: nodes that are down are left out of account": {
      choices: (nodes) => choices(nodes, 0),
    },
    "writes meet: two writes meet, too": {
      choices: (nodes, down) => choices(nodes, down).filter(({ write }) => 2 * write > nodes),
    },
    "touches: it is enough that some meet": {
      meet: (reads, writes) =>
        reads.some((one) => writes.some((other) => one.some((node) => other.includes(node)))),
    },
    "pairs: the first meets the first, and so on": {
      meet: (reads, writes) =>
        reads.every((one, i) => one.some((node) => (writes[i] ?? one).includes(node))),
    },
    "one family: each meets each of its own": {
      meet: (reads, writes) => meet(reads, writes) && meet(reads, reads),
    },
    "smallest: to lose the smallest set is to lose all": {
      fewest: (family) => Math.min(...family.map(({ length }) => length)),
    },
    "greedy: whoever is in most sets is lost first": {
      fewest(family) {
        let left = family, count = 0;
        while (left.length > 0) {
          const nodes = [...new Set(left.flat())];
          const sets = (node: number) => left.filter((set) => set.includes(node)).length;
          const [worst] = nodes.sort((a, b) => sets(b) - sets(a));
          left = left.filter((set) => !set.includes(worst!));
          count++;
        }
        return count;
      },
    },
    "one of each: sets that share no node are counted": {
      fewest(family) {
        const lost = new Set<number>();
        let count = 0;
        for (const set of family) {
          if (set.some((node) => lost.has(node))) continue;
          count++;
          for (const node of set) lost.add(node);
        }
        return count;
      },
    },
    "three: it looks no further than three": { fewest: (family) => Math.min(3, fewest(family)) },
    "five: it looks no further than five": { fewest: (family) => Math.min(5, fewest(family)) },
    "small numbers: nodes that differ by 32 are one to `fewest`": {
      fewest: (family) => fewest(family.map((set) => set.map((node) => node % 32))),
    },
    "bits: sets are numbers of 32 bits": {
      meet: (reads, writes) =>
        reads.every((one) => writes.every((other) => (bits(one) & bits(other)) !== 0)),
    },
    "first eight: no more than eight sets are looked at": {
      meet: (reads, writes) => meet(reads.slice(0, 8), writes.slice(0, 8)),
    },
    "unlikely: who is up less than half of the time is up half of it": {
      available: (sizes, up) => available(sizes, up > 0 && up < 0.5 ? 0.5 : up),
    },
  },
};
