/** What the store is tried in: everybody changes a few keys while messages are lost and nodes crash; then copies must agree. @module */

import type { NodeId } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import type { Weather } from "../../sim/weather.ts";
import { invariants, lastWriterInvariants, quorumsMeet } from "./invariants.ts";
import { type DynamoStorm, stormOf } from "./storms/trouble.ts";

/** Node 2 is never among the first to answer the others. */
const slowLinks = [[0, 2], [1, 2], [2, 0], [2, 1]].map(([from, to]) => ({
  from: from!,
  to: to!,
  latency: uniform(25, 40),
}));

const crashes: Omit<Weather, "untilMs"> = {
  faults: [2, 8],
  spanMs: [1, 600],
  mix: { crash: 3, partition: 2, pause: 1 },
};

/** The storms. */
export const storms: Readonly<Record<string, DynamoStorm>> = {
  calm: stormOf({ words: "messages take 1 to 30 ms", network: { latency: uniform(1, 30) } }),
  rain: stormOf({
    words: "messages are lost and come twice, nodes crash, links break; five nodes, (3, 2, 2)",
    weather: crashes,
  }),
  hints: stormOf({
    words: "the same without anti-entropy and read repair: hints alone bring back what was missed",
    network: { latency: uniform(1, 30), duplication: 0.1 },
    settings: { shape: null, repairMs: null, readRepair: false, writes: 1, reads: 1 },
    faults: (random, nodes) => [{
      kind: "partition",
      at: 100 + random.below(300),
      forMs: 900,
      sides: halves(random, nodes),
    }],
    workload: { gets: 0 },
  }),
  mended: stormOf({
    words:
      "no anti-entropy and no hints, R = W = 1, node 2 is slow: gets mend what was lost on the way",
    nodes: 3,
    network: { latency: uniform(1, 20), loss: 0.15, links: slowLinks },
    settings: { shape: null, repairMs: null, hints: 0, reads: 1, writes: 1 },
    readsInTheEnd: true,
  }),
  pages: stormOf({
    words:
      "no read repair and no hints, R = W = 1, one copy a message: comparisons bring what was lost",
    nodes: 3,
    network: { latency: uniform(1, 20), loss: 0.15 },
    settings: {
      ...{ readRepair: false, hints: 0, reads: 1, writes: 1 },
      ...{ shape: { branching: 2, depth: 0 }, messageBytes: 1 },
    },
    weather: crashes,
  }),
  wiped: stormOf({
    words: "one node loses its disk, and comes back at once",
    nodes: 3,
    network: { latency: uniform(1, 30), duplication: 0.1 },
    faults: (random, nodes) => [{
      kind: "crash",
      at: 300 + random.below(600),
      node: random.below(nodes),
      downMs: 20,
      disk: "wiped",
    }],
  }),
  strict: stormOf({
    words: "only homes count: R + W > N; nodes crash, links break",
    settings: { sloppy: false },
    weather: crashes,
    invariants: [...invariants, quorumsMeet],
  }),
  graves: stormOf({
    words: "half of the writes are deletions, tombstones are forgotten, and one node is cut off",
    settings: { sweepMs: 150, handoffMs: 900 },
    network: { latency: uniform(1, 30), loss: 0.02 },
    faults: (random, nodes) => [{
      kind: "partition",
      at: 200 + random.below(400),
      forMs: 500 + random.below(500),
      sides: alone(random.below(nodes), nodes),
    }],
    workload: { deletes: 0.45, gets: 0.05 },
    purged: true,
  }),
  lww: stormOf({
    words: "the last write wins, by clocks that differ; nodes crash, links break",
    settings: { conflict: "last write wins" },
    weather: crashes,
    invariants: lastWriterInvariants,
    judged: false,
  }),
};

function halves(random: Random, nodes: number): [NodeId[], NodeId[]] {
  const first = random.below(nodes),
    all = Array.from({ length: nodes }, (_, i) => (first + i) % nodes);
  return [all.slice(0, nodes >> 1), all.slice(nodes >> 1)];
}

function alone(node: NodeId, nodes: number): [NodeId[], NodeId[]] {
  return [[node], Array.from({ length: nodes }, (_, i) => i).filter((each) => each !== node)];
}
