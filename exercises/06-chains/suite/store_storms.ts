/** Storms over a store: servers crash and come back, are cut off, and are slow. @module */

import type { Kit, Storm } from "hb/kit/kit.ts";
import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { World } from "hb/sim/world.ts";
import type { ChainStore, Command } from "../given.ts";
import { ofClients } from "./store_small.ts";
import { storeLabels } from "./store_words.ts";
import { asks, KEYS } from "./words.ts";
import { protocolOf } from "./store_world.ts";

type Storming = World<unknown, Tagged, Tagged, unknown>;

const NODES = 5, FIRST = [1, 2, 3], TROUBLE_MS = 2200, LATE_MS = 3600;

/** Requires that nothing goes wrong in storms, and that all is well afterwards. */
export function storms(store: ChainStore, grading: Grading): void {
  grading.storm(kit, { storm: "all", seeds: 10, change: store, shrinkRuns: 60 });
}

const all: Storm<unknown, Tagged, Tagged, unknown, ChainStore> = {
  words: "servers crash and come back, and are cut off",
  nodes: NODES,
  run({ random, change }) {
    const scenario = {
      protocol: protocolOf(change!, { first: FIRST }),
      nodes: NODES,
      network: { latency: uniform(1, 5 + random.below(30)), loss: 0.02, duplication: 0.05 },
      disk: { fsync: uniform(0, 4) },
      faults: weather(random, NODES, {
        fromMs: 200,
        untilMs: TROUBLE_MS - 200,
        faults: [2, 9],
        mix: { crash: 3, partition: 2, pause: 1, slow: 1, clock: 1 },
      }),
      clients: clients(random),
      invariants: ofClients,
    };
    return { scenario, drive };
  },
};

function drive(world: Storming): void {
  runFor(world, TROUBLE_MS);
  reach(world, [1400, "the chain is as long as the first one again", isLong, howLong]);
  runFor(world, Math.max(0, LATE_MS + 300 - world.now));
  reach(world, [
    1500,
    "everything is answered that is asked when all is well",
    isAnswered,
    whatOpen,
  ]);
}

/** The chain that the masters have put in force. */
const chainIn = ({ states }: Storming): readonly number[] =>
  (states[0] as { master?: { inForce: { chain: readonly number[] } } } | undefined)?.master?.inForce
    .chain ?? [];
const isLong = (world: Storming): boolean => chainIn(world).length >= FIRST.length;
const howLong = (world: Storming): string =>
  `the chain is ${chainIn(world).join(" → ") || "empty"}`;
const isAnswered = ({ history }: Storming): boolean => {
  const late = history.filter(({ invokedAt }) => invokedAt >= LATE_MS);
  return late.length > 0 && late.every(({ outcome }) => outcome === "ok");
};

const whatOpen = ({ history }: Storming): string => {
  const open = history.filter(({ invokedAt, outcome }) => invokedAt >= LATE_MS && outcome !== "ok");
  const words = open.map(({ process, input }) => `client ${process}: ${asks(input as Command)}`);
  return `no answer to ${words.join("; ") || "anybody"}`;
};

const clients = (random: Random) => ({
  workload: [0, 1, 2].map((client) => [
    ...Array.from({ length: 8 }, (_, i) => ({
      input: anything(random, `${client}${i}`),
      at: 100 + i * 260 + random.below(200),
    })),
    { input: { type: "append", key: "x", value: `${client}!` } as Command, at: LATE_MS },
    { input: { type: "get", key: "x" } as Command, at: LATE_MS },
  ]),
  ask: (command: unknown, { client, sequence }: { client: number; sequence: number }) =>
    ({ type: "request", id: { client, sequence }, command }) as Tagged,
  to: ({ client, sequence, attempt }: { client: number; sequence: number; attempt: number }) =>
    1 + (client + sequence + attempt) % (NODES - 1),
  timeoutMs: 200,
  retries: 12,
});

function anything(random: Random, value: string): Command {
  const key = random.chance(0.7) ? "x" : KEYS[random.below(KEYS.length)]!;
  if (random.chance(0.45)) return { type: "get", key };
  const isEmpty = random.chance(0.1);
  return { type: random.chance(0.7) ? "append" : "put", key, value: isEmpty ? "" : value };
}

const kit: Kit<unknown, Tagged, Tagged, unknown, ChainStore> = {
  name: "store",
  words: "a store over a chain, from an empty page",
  labels: storeLabels,
  invariants: [],
  bugs: {},
  instances: {},
  storms: { all },
};
