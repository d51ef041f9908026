/** How many steps a lookup takes, as papers count them. @module */

import { log, log2 } from "../../model/real/log.ts";
import { fallsOf, newBuckets } from "../../placement/anchor/buckets.ts";
import { jumpsOf } from "../../placement/jump/jump.ts";
import { skeleton } from "../../placement/rendezvous/skeleton.ts";
import { mean } from "../measured.ts";
import { drawnHashes, nodesNamed } from "./shares.ts";

/** The steps of a lookup, on average, and what each is. */
export interface Steps {
  /** The way. */
  readonly name: string;
  /** What a step is: a score, a jump. */
  readonly step: string;
  /** How many, on average over drawn keys. */
  readonly steps: number;
  /** How many theory expects. */
  readonly expected: number;
}

/** Euler's constant: the harmonic number of n is about ln n and this. */
const EULER = 0.5772156649;

/**
 * The steps of each way on so many nodes, by so many drawn keys; an anchor has twice as many
 * buckets.
 */
export function stepsOf(nodes: number, keys: number, points = 100): readonly Steps[] {
  const hashes = drawnHashes(keys), tree = skeleton(nodesNamed(nodes));
  const buckets = newBuckets(2 * nodes, nodes), halvings = log2(nodes * points);
  const average = (steps: (hash: { high: number; low: number }) => number) =>
    mean(hashes.map(steps));
  return [
    {
      name: "ring",
      step: "halving",
      steps: Math.ceil(halvings),
      expected: halvings,
    },
    { name: "rendezvous", step: "score", steps: nodes, expected: nodes },
    {
      name: "rendezvous, skeleton",
      step: "score",
      steps: average((hash) => tree.scores(hash)),
      // Eight at each of three levels, and those of a leaf; fewer where a part is empty.
      expected: 8 * 3 + nodes / 8 ** 3 + 1,
    },
    {
      name: "jump",
      step: "jump",
      steps: average((hash) => jumpsOf(hash, nodes).length),
      // The one to bucket j comes with probability 1/(j + 1).
      expected: log(nodes) + EULER,
    },
    { name: "Maglev", step: "read", steps: 1, expected: 1 },
    {
      name: "anchor",
      step: "fall",
      steps: average((hash) => fallsOf(buckets, hash).length),
      expected: 1 + log(2),
    },
  ];
}
