/** Bugs of rendezvous. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Node, Rendezvous, ScoreOf } from "../../../exercises/14-placement/given.ts";
import { rendezvous } from "../rendezvous.ts";

type Scored = { readonly id: string; readonly score: number };

const byName = (a: Scored, b: Scored) => a.id < b.id ? -1 : 1;

/** Other scores, or another order of those that are equal; refusals as they must be. */
const scoring = (
  score: (hash: number, weight: number) => number,
  tie: (a: Scored, b: Scored) => number = byName,
): Partial<Rendezvous> => {
  const sorted = (nodes: readonly Node[], hash: ScoreOf) =>
    nodes.map(({ id, weight = 1 }) => ({ id, score: score(hash(id), weight) }))
      .sort((a, b) => b.score - a.score || tie(a, b)).map(({ id }) => id);
  return {
    place: (nodes, hash) =>
      nodes.length === 0 ? rendezvous.place(nodes, hash) : sorted(nodes, hash)[0]!,
    replicas(nodes, hash, count) {
      rendezvous.replicas(nodes, () => 0.5, count);
      return sorted(nodes, hash).slice(0, count);
    },
  };
};

const right = (hash: number, weight: number) => -weight / Math.log(hash);

export const scoreMutants: Mutants<Answers> = {
  rendezvous: {
    "even: weights are of no importance": scoring((hash) => hash),
    "product: a score is hash by weight": scoring((hash, weight) => hash * weight),
    "sign: the sign of the logarithm is forgotten": scoring((hash, weight) =>
      weight / Math.log(hash)
    ),
    "divided: a score is divided by the weight": scoring((hash, weight) =>
      -1 / Math.log(hash) / weight
    ),
    "power: a score is a power of the hash": scoring((hash, weight) => hash ** (1 / weight)),
    "single: scores are kept in single precision": scoring((hash, weight) =>
      Math.fround(right(hash, weight))
    ),
    "integer: hashes are kept in 32 bits": scoring((hash, weight) =>
      right((Math.floor(hash * 2 ** 32) + 0.5) / 2 ** 32, weight)
    ),
    "near-0: logarithms are exact near 1 and nowhere else": scoring((hash, weight) =>
      -weight / Math.log1p(hash - 1)
    ),
    "near-1: the logarithm is that of the reciprocal": scoring((hash, weight) =>
      weight / Math.log(1 / hash)
    ),
    "least-number: hashes have the least number that has all of its bits": scoring((hash, weight) =>
      right(Math.max(hash, 2 ** -1022), weight)
    ),
    "epsilon: hashes keep away from 0": scoring((hash, weight) =>
      right(Math.max(hash, 1e-12), weight)
    ),
    "epsilon-1: hashes keep away from 1": scoring((hash, weight) =>
      right(Math.min(hash, 1 - 1e-12), weight)
    ),
    "clipped: a weight is a hundred at most": scoring((hash, weight) =>
      right(hash, Math.min(weight, 100))
    ),
    "whole-weights: weights are rounded": scoring((hash, weight) =>
      right(hash, Math.max(1, Math.round(weight)))
    ),
    "code-points: names are compared by their code points": scoring(
      right,
      (a, b) => a.id.codePointAt(0)! - b.id.codePointAt(0)! || byName(a, b),
    ),
    "least: the least score wins": scoring((hash, weight) => -right(hash, weight)),
    "arrival: of equal scores the first of the list wins": scoring(right, () => 0),
    "greater: of equal scores the greater name wins": scoring(right, (a, b) => -byName(a, b)),
    "locale: names are compared as in a dictionary": scoring(
      right,
      (a, b) => a.id.localeCompare(b.id, "en"),
    ),
    "numeric: numbers in names are compared as numbers": scoring(
      right,
      (a, b) => a.id.localeCompare(b.id, "en", { numeric: true }),
    ),
    "nobody: without a node it is no name": {
      place: (nodes, hash) => nodes.length === 0 ? "" : rendezvous.place(nodes, hash),
    },
    "fewer: where nodes are used up there are fewer copies": {
      replicas: (nodes, hash, count) =>
        rendezvous.replicas(nodes, hash, Math.min(count, nodes.length)),
    },
    "fraction: half a copy is none": {
      replicas: (nodes, hash, count) => rendezvous.replicas(nodes, hash, Math.floor(count)),
    },
    "not-a-number: a count that is no number is none": {
      replicas: (nodes, hash, count) =>
        rendezvous.replicas(nodes, hash, Number.isNaN(count) ? 0 : count),
    },
    "all-there-are: infinitely many copies are as many as there are nodes": {
      replicas: (nodes, hash, count) =>
        rendezvous.replicas(nodes, hash, count === Infinity ? nodes.length : count),
    },
    "sorts: the list itself is sorted": {
      place: (nodes, hash) => {
        (nodes as Node[]).sort((a, b) => a.id < b.id ? -1 : 1);
        return rendezvous.place(nodes, hash);
      },
    },
    "sorting: the hash is asked for at each comparison": {
      replicas(nodes, hash, count) {
        rendezvous.replicas(nodes, () => 0.5, count);
        const score = ({ id, weight = 1 }: Node) => right(hash(id), weight);
        return nodes.toSorted((a, b) =>
          score(b) - score(a) || byName({ id: a.id, score: 0 }, { ...b, score: 0 })
        )
          .slice(0, count).map(({ id }) => id);
      },
    },
    "pairs: replicas are the neighbours of the best in the list": {
      replicas(nodes, hash, count) {
        const right = rendezvous.replicas(nodes, hash, count);
        const at = nodes.findIndex(({ id }) => id === right[0]);
        return right.map((_, i) => nodes[(at + i) % nodes.length]!.id);
      },
    },
    "byte: only 256 nodes are looked at": {
      place: (nodes, hash) => rendezvous.place(nodes.slice(0, 256), hash),
    },
    "window: only the first sixteen nodes are looked at": {
      place: (nodes, hash) => rendezvous.place(nodes.slice(0, 16), hash),
    },
  },
};
