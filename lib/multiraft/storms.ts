/**
 * What Multi-Raft is tried in: clients at all nodes ask for few keys, while an administrator splits and merges ranges,
 * moves replicas and leaders, and nodes crash, links break and messages are lost, doubled and late.
 *
 * @module
 */

import type { Setting, Storm, StormRun } from "../kit/kit.ts";
import { constant, uniform } from "../sim/latency.ts";
import type { Random } from "../sim/random.ts";
import { weather } from "../sim/weather.ts";
import type { World } from "../sim/world.ts";
import type { Message, Timer } from "./messages.ts";
import { multiraft } from "./multiraft.ts";
import type { Rules } from "./rules.ts";
import type { FirstRange, Options } from "./settings.ts";
import type { NodeState, Record as Saved } from "./state.ts";
import { isWhole, linearizableKeys, orderlyScans, servedInTheEnd } from "./storms/promises.ts";
import { CLIENTS, TROUBLE_MS, type Wishes, work } from "./storms/work.ts";

/** What a bug changes: decisions of nodes and ranges, or what is set besides. */
export interface Change {
  /** Decisions that are made otherwise. */
  readonly rules?: Partial<Rules>;
}
/** A storm around ranges. */
export type MultiRaftStorm = Storm<NodeState, Message, Timer, Saved, Change>;

/** By then all must be well again, in ms. */
const PATIENCE_MS = 30_000;

/** Two ranges, whose members overlap in part. */
function firstRanges(random: Random, nodes: number): FirstRange[] {
  const some = (from: number) => Array.from({ length: 3 }, (_, i) => (from + i) % nodes);
  return [
    { group: 1, start: "", end: "m", members: some(random.below(nodes)) },
    { group: 2, start: "m", end: null, members: some(random.below(nodes)) },
  ];
}

function optionsFor(random: Random): Partial<Options> {
  const way = (["read index", "read index", "log", "leader lease"] as const)[random.below(4)]!;
  return {
    way,
    electionTimeoutMs: [150, 300],
    heartbeatMs: 50,
    coalesces: random.chance(0.8),
    tickMs: 1 + random.below(10),
    ...(random.chance(0.4) ? { sleepAfter: 2 + random.below(6) } : {}),
    snapshotEvery: random.chance(0.7) ? 1 + random.below(12) : 1000,
    keepEntries: random.below(3),
    retryMs: 60 + random.below(200),
    raft: {
      preVote: random.chance(0.8),
      checkQuorum: way === "leader lease" || random.chance(0.8),
      ...(random.chance(0.3) ? { snapshotChunkBytes: 200 } : {}),
    },
  };
}

function run(
  wishes: Wishes,
  { nodes, random, change = {} }: Setting<Change>,
): StormRun<NodeState, Message, Timer, Saved> {
  const { rules } = change;
  return {
    scenario: {
      protocol: multiraft({
        ...optionsFor(random),
        ranges: firstRanges(random, nodes),
        ...(rules === undefined ? {} : { rules }),
      }),
      nodes,
      network: {
        latency: uniform(1, 1 + random.below(30)),
        loss: random.below(3) * 0.03,
        duplication: random.below(3) * 0.03,
      },
      disk: { fsync: random.chance(0.5) ? uniform(0, 5) : constant(0) },
      clocks: { maxOffsetMs: 1000, maxDriftPpm: 500 },
      faults: weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [3, 16],
        mix: { crash: 3, partition: 3, pause: 1, slow: 1, late: 1 },
      }),
      clients: work(random, nodes, wishes),
    },
    drive,
  };
}

function drive(world: World<NodeState, Message, Timer, Saved>): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and no range has stopped or is missing",
    ({ states }) => !world.clientsBusy && isWhole(states),
  );
  world.require(orderlyScans);
  world.require(linearizableKeys);
  world.require(servedInTheEnd(CLIENTS, 1));
}

const storm = (words: string, wishes: Wishes): MultiRaftStorm => ({
  words,
  nodes: 4,
  leastNodes: 3,
  run: (setting) => run(wishes, setting),
});

/** All that may be asked of ranges, and what is asked most often is different in each. */
export const storms: Readonly<Record<"all" | "merges" | "moves", MultiRaftStorm>> = {
  all: storm(
    "ranges split, merge and move while clients read and write, nodes crash and links break",
    { split: 3, merge: 3, members: 3, transfer: 2 },
  ),
  merges: storm("ranges split and merge over and over, in the same weather", {
    split: 5,
    merge: 6,
    members: 1,
    transfer: 1,
  }),
  moves: storm("replicas and leaders move over and over, in the same weather", {
    split: 1,
    merge: 1,
    members: 6,
    transfer: 3,
  }),
};
