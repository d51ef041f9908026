/** Bugs of bounded loads. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Any, Bounded, PlacedKey } from "../../../exercises/14-placement/given.ts";
import { bounded } from "../bounded.ts";

/** Takes by another bound, of whose node it is, or by another way along the walk. */
const taking = (
  {
    bound = ({ epsilon, all, weight, weights }) =>
      Math.ceil((1 + epsilon) * (all + 1) * weight / weights),
    among = (walk, ids) => [...walk, ...ids],
  }: {
    bound?: (
      of: { epsilon: number; all: number; weight: number; weights: number; load: number },
    ) => number;
    among?: (walk: readonly string[], ids: readonly string[], s: Any) => readonly string[];
  },
): Partial<Bounded> => ({
  take(s, walk) {
    const ids: string[] = s.nodes.map(({ id }: { id: string }) => id);
    if (ids.length === 0) return bounded.take(s, walk);
    const weightOf = (id: string) =>
      s.nodes.find((node: { id: string }) => node.id === id).weight ?? 1;
    const weights = ids.reduce((sum, id) => sum + weightOf(id), 0);
    const list = among(lazily(s, walk), ids, s);
    const id = list.find((id) => {
      const load = s.loads.get(id);
      return load < bound({ epsilon: s.epsilon, all: s.all, weight: weightOf(id), weights, load });
    }) ?? list[0] ?? ids[0]!;
    s.loads.set(id, s.loads.get(id) + 1);
    s.all++;
    return id;
  },
});

/** As much of the walk as must be read. */
function lazily(s: Any, walk: Iterable<string>): string[] {
  const read: string[] = [], right = { ...s, loads: new Map(s.loads) };
  bounded.take(
    right,
    function* () {
      for (const id of walk) {
        read.push(id);
        yield id;
      }
    }(),
  );
  return read;
}

/** Known keys are placed in another order. */
const sortedBy = (order: (a: PlacedKey, b: PlacedKey) => number): Partial<Bounded> => ({
  assign(nodes, epsilon, keys, walk) {
    const sorted = [...new Map(keys.map((each) => [each.key, each])).values()].sort(order);
    const listed = sorted.map(({ key }, i) => ({ key, hash: i }));
    return bounded.assign(nodes, epsilon, listed, (i) => walk(sorted[i]!.hash));
  },
});

const bytesOf = (text: string) => new TextEncoder().encode(text).toHex();

export const boundMutants: Mutants<Answers> = {
  bounded: {
    "tired: after three tries the first one has it": taking({ among: (walk) => walk.slice(0, 3) }),
    "tired-later: after a hundred tries the first one has it": taking({
      among: (walk) => walk.slice(0, 100),
    }),
    "unbounded: the first of the walk has it": taking({
      among: (walk, ids) => [walk[0] ?? ids[0]!],
    }),
    "without: the thing itself is not counted": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.ceil((1 + epsilon) * all * weight / weights),
    }),
    "down: bounds are rounded down": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.floor((1 + epsilon) * (all + 1) * weight / weights),
    }),
    "nearest: bounds are rounded": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.round((1 + epsilon) * (all + 1) * weight / weights),
    }),
    "one-more: a node takes one more than it may": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.ceil((1 + epsilon) * (all + 1) * weight / weights) + 1,
    }),
    "even: weights are of no importance": taking({
      bound: ({ epsilon, all, weights }) => Math.ceil((1 + epsilon) * (all + 1) / weights),
    }),
    "apart: the average is rounded before it is widened": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.ceil((1 + epsilon) * Math.ceil((all + 1) * weight / weights)),
    }),
    "tight: epsilon is of no importance": taking({
      bound: ({ all, weight, weights }) => Math.ceil((all + 1) * weight / weights),
    }),
    "lightest: where the first is full the lightest has it": taking({
      among: (walk, ids, s) => [
        walk[0] ?? ids[0]!,
        ...ids.toSorted((a, b) => s.loads.get(a) - s.loads.get(b)),
      ],
    }),
    "as-listed: whoever the walk left out is asked in the order of the list": {
      start: (nodes, epsilon) => ({ ...bounded.start(nodes, epsilon), nodes }),
    },
    "short: who is not on the walk is not asked": {
      take(s, walk) {
        const list = lazily(s, walk), right = bounded.take({ ...s, loads: new Map(s.loads) }, list);
        if (list.length === 0 || list.includes(right)) return bounded.take(s, list);
        s.loads.set(list[0], s.loads.get(list[0]) + 1);
        s.all++;
        return list[0]!;
      },
    },
    "reads: the whole walk is read": { take: (s, walk) => bounded.take(s, [...walk]) },
    "swell: bounds never go back": {
      release(s, id) {
        bounded.release(s, id);
        s.all++;
      },
    },
    "keeps: a release makes no room at the node": {
      release(s, id) {
        const load = s.loads.get(id);
        bounded.release(s, id);
        if (load > 1) s.loads.set(id, load);
      },
    },
    "negative: what is not there can be released": {
      release(s, id) {
        if (s.loads.has(id) && s.loads.get(id) === 0) s.all = Math.max(0, s.all - 1);
        else bounded.release(s, id);
      },
    },
    "anybody: what nobody has can be released": {
      release: (s, id) => s.loads.has(id) ? bounded.release(s, id) : undefined,
    },
    "less: epsilon may be less than 0": {
      start: (nodes, epsilon) => bounded.start(nodes, epsilon < 0 ? 0 : epsilon),
    },
    "infinite: epsilon may be infinite": {
      start: (nodes, epsilon) => bounded.start(nodes, epsilon === Infinity ? 99 : epsilon),
    },
    "nan: epsilon may be no number": {
      start: (nodes, epsilon) => bounded.start(nodes, Number.isNaN(epsilon) ? 0.25 : epsilon),
    },
    "arrival: keys are placed as they are listed": {
      assign(nodes, epsilon, keys, walk) {
        const order = new Map(keys.map(({ key, hash }, i) => [i, { key, hash }]));
        const listed = [...order].map(([i, { key }]) => ({ key, hash: i }));
        return bounded.assign(nodes, epsilon, listed, (i) => walk(order.get(i)!.hash));
      },
    },
    "ties: keys of one hash are placed as they are listed": {
      assign(nodes, epsilon, keys, walk) {
        const first = [...new Map(keys.toReversed().map((each) => [each.key, each])).values()]
          .reverse();
        const sorted = first.sort((a, b) => a.hash - b.hash);
        const listed = sorted.map(({ key }, i) => ({ key, hash: i }));
        return bounded.assign(nodes, epsilon, listed, (i) => walk(sorted[i]!.hash));
      },
    },
    "by-name: keys are placed by name": sortedBy((a, b) => a.key < b.key ? -1 : 1),
    "twice: a key that is listed twice is two": {
      assign(nodes, epsilon, keys, walk) {
        const own = keys.map(({ key, hash }, i) => ({ key: `${key}\0${i}`, hash }));
        const placed = bounded.assign(nodes, epsilon, own, walk);
        return new Map([...placed].map(([key, id]) => [key.split("\0")[0]!, id]));
      },
    },
    "whole: weights that are below 1 together count as 1": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.ceil((1 + epsilon) * (all + 1) * weight / Math.max(1, weights)),
    }),
    "single: bounds are of single precision": taking({
      bound: ({ epsilon, all, weight, weights }) =>
        Math.ceil(Math.fround((1 + epsilon) * (all + 1) * weight / weights)),
    }),
    "eight: at most eight names of a walk are looked at": taking({
      among: (walk, ids) => [...[...new Set(walk)].slice(0, 8), ...ids],
    }),
    "hundred: at most a hundred nodes are looked at": taking({
      among: (walk, ids) => [...[...new Set(walk)].slice(0, 100), ...ids],
    }),
    "long: of a walk at most a thousand names are read, the same one or others": taking({
      among: (walk, ids) => [...walk.slice(0, 1000), ...ids],
    }),
    "locale: whoever the walk left out is asked in the order of a language": {
      start: (nodes, epsilon) => ({
        ...bounded.start(nodes, epsilon),
        nodes: nodes.toSorted((a, b) => a.id.localeCompare(b.id)),
      }),
    },
    "by-bytes: whoever the walk left out is asked in the order of bytes": {
      start: (nodes, epsilon) => ({
        ...bounded.start(nodes, epsilon),
        nodes: nodes.toSorted((a, b) => bytesOf(a.id) < bytesOf(b.id) ? -1 : 1),
      }),
    },
    "inherited: what every object has can be released": {
      release: (s, id) => id in {} ? undefined : bounded.release(s, id),
    },
    "byte: a load is a byte": {
      take(s, walk) {
        const id = bounded.take(s, walk);
        s.loads.set(id, s.loads.get(id) & 255);
        return id;
      },
    },
    "listed: of known keys, whoever the walk left out is asked in the order of the list": {
      assign: (nodes, epsilon, keys, walk) =>
        bounded.assign(nodes, epsilon, keys, (hash) =>
          function* () {
            yield* walk(hash);
            for (const { id } of nodes) yield id;
          }()),
    },
    "unchecked: epsilon may be anything where keys are known": {
      assign: (nodes, epsilon, keys, walk) =>
        bounded.assign(nodes, epsilon >= 0 && epsilon < Infinity ? epsilon : 0, keys, walk),
    },
    "nowhere: known keys are nowhere where there is no node": {
      assign: (nodes, epsilon, keys, walk) =>
        bounded.assign(nodes, epsilon, nodes.length === 0 ? [] : keys, walk),
    },
    "walks: walks of known keys are read to their ends": {
      assign: (nodes, epsilon, keys, walk) =>
        bounded.assign(nodes, epsilon, keys, (hash) => [...walk(hash)]),
    },
    "signed: hashes of known keys are compared as signed numbers": sortedBy((a, b) =>
      (a.hash | 0) - (b.hash | 0) || (a.key < b.key ? -1 : 1)
    ),
    "wraps: a difference of hashes has 32 bits": sortedBy((a, b) =>
      (a.hash - b.hash | 0) || (a.key < b.key ? -1 : 1)
    ),
    "near: hashes of known keys are of single precision": sortedBy((a, b) =>
      Math.fround(a.hash) - Math.fround(b.hash) || (a.key < b.key ? -1 : 1)
    ),
    "language: keys of one hash are placed in the order of a language": sortedBy((a, b) =>
      a.hash - b.hash || a.key.localeCompare(b.key)
    ),
    "code-points: keys of one hash are placed in the order of their bytes": sortedBy((a, b) =>
      a.hash - b.hash || (bytesOf(a.key) < bytesOf(b.key) ? -1 : 1)
    ),
    "growing: bounds of known keys grow with each": {
      assign(nodes, epsilon, keys, walk) {
        const s = bounded.start(nodes, epsilon);
        const sorted = [...new Map(keys.map((each) => [each.key, each])).values()]
          .sort((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : 1));
        return new Map(sorted.map(({ key, hash }) => [key, bounded.take(s, walk(hash))]));
      },
    },
  },
};
