/** What replicas that gossip deltas are tried in, and what they promise. @module */

import type { Storm, StormRun } from "../../../kit/kit.ts";
import { equal } from "../../../model/compare.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { weather } from "../../../sim/weather.ts";
import { type Basket, basket, type BasketUpdate, click, put } from "./basket.ts";
import { deltas } from "./gossip.ts";
import { answeredIsKept, together } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { clickers, HASTE_MS, shoppers, TROUBLE_MS } from "./storms/clients.ts";
import {
  areAlike,
  LATE_MS,
  PATIENCE_MS,
  type Replicas,
  requirement,
  settle,
} from "./storms/settle.ts";

type Run = StormRun<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>>;
type Scenario = Run["scenario"];
/** A storm around replicas. */
export type BasketStorm = Storm<
  State<Basket>,
  Message<Basket, BasketUpdate>,
  Timer,
  Saved<Basket>,
  Partial<Rules>
>;

const rain: NetworkOptions = { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 };

interface Trouble {
  readonly words: string;
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  /** What happens besides, and who asks; default: nothing, and clients at every node. */
  readonly more?: (random: Random, nodes: number) => Pick<Scenario, "faults" | "clients">;
  readonly fsyncMs?: number;
  readonly drive?: (world: Replicas) => void;
}

function stormOf(
  { words, network = rain, settings, more, fsyncMs = 0, drive = usual }: Trouble,
): BasketStorm {
  return {
    words,
    nodes: 4,
    leastNodes: 3,
    mostNodes: 12,
    run: ({ nodes, random, change }): Run => ({
      scenario: {
        protocol: deltas(basket, settings, change),
        nodes,
        network,
        disk: { fsync: uniform(0, fsyncMs) },
        clients: shoppers(random, nodes),
        ...more?.(random, nodes),
      },
      drive,
    }),
  };
}

/** Trouble; then all are alike, know all that was answered, and are quiet. */
function usual(world: Replicas): void {
  world.run(TROUBLE_MS);
  settle(world);
  world.require(answeredIsKept);
}

/** When a node loses its disk, in ms: all is quiet by then. */
const LOSS_MS = 2500;

/** One node loses its disk when all is quiet; then it is asked before it has heard of anybody. */
function losesMemory(random: Random, nodes: number): Pick<Scenario, "faults" | "clients"> {
  const node = random.below(nodes), downMs = 20, clients = shoppers(random, nodes);
  const after = [click, put("again")].map((input) => ({ input, at: LOSS_MS + downMs + 1 }));
  return {
    faults: [{ kind: "crash", at: LOSS_MS, node, downMs, disk: "wiped" }],
    clients: {
      ...clients,
      workload: clients.workload.map((asks, at) => at === node ? [...asks, ...after] : asks),
    },
  };
}

/** One node loses its disk when all is quiet, and nothing is asked any more. */
function losesInSilence(random: Random, nodes: number): Pick<Scenario, "faults"> {
  return {
    faults: [{ kind: "crash", at: LOSS_MS, node: random.below(nodes), downMs: 20, disk: "wiped" }],
  };
}

function keepsBoth(world: Replicas): void {
  world.run(LOSS_MS - 1);
  const before = basket.value(together(world.states));
  world.run(100);
  settle(world);
  world.require(requirement(
    "what comes after a loss is kept",
    "what all had before a node lost its memory is there, and what it was asked afterwards",
    ({ states }) => {
      const { clicks, basket: things } = basket.value(together(states));
      const expected = [before.clicks + 1, before.basket.size + 1];
      return equal([clicks, things.size], expected)
        ? undefined
        : `${clicks} clicks and ${things.size} things, of ${expected[0]} and ${expected[1]}`;
    },
  ));
}

/** How long news takes at most, in ms, however much is asked meanwhile. */
const NEWS_MS = 1000;

/** What was known anywhere is known everywhere some time later, while all are asked more. */
function meanwhile(world: Replicas): void {
  world.run(TROUBLE_MS - NEWS_MS);
  const before = together(world.states);
  world.run(NEWS_MS);
  world.require(requirement(
    "told meanwhile",
    `what a replica knows, all know ${NEWS_MS} ms later, however often they are asked`,
    ({ states }) => {
      const node = states.findIndex((s) => !basket.below(before, s!.crdt));
      return node < 0 ? undefined : `node ${node} has not heard of all of it`;
    },
  ));
  settle(world);
}

/** Nodes 0 and 1 never hear each other. What either knows, the other gets before anything heals. */
function overOthers(world: Replicas): void {
  world.run(TROUBLE_MS + PATIENCE_MS);
  world.require(requirement(
    "reaches all over others",
    "replicas that cannot hear each other become equal over a third",
    ({ states }) => areAlike(states) ? undefined : "they are not equal",
  ));
}

/** Disks that are lost at any time, and copies that come late. */
function diskLosses(random: Random, nodes: number): Schedule {
  const others = weather(random, nodes, {
    untilMs: TROUBLE_MS,
    faults: [4, 8],
    mix: { partition: 1, late: 3 },
    lateMs: LATE_MS,
  });
  const losses = Array.from({ length: 3 }, (): Schedule[number] => ({
    kind: "crash",
    at: random.below(TROUBLE_MS),
    node: random.below(nodes),
    downMs: random.below(200),
    disk: "wiped",
  }));
  return [...others, ...losses];
}

/** The storms. */
export const storms: Readonly<Record<string, BasketStorm>> = {
  rain: stormOf({
    words: "messages take 1 to 40 ms, one in ten is lost, one in ten comes twice",
  }),
  crashes: stormOf({
    words: "besides, nodes crash and come back, links break, copies come late, disks are slow",
    fsyncMs: 30,
    more: (random, nodes) => ({
      faults: weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [4, 12],
        mix: { crash: 4, partition: 1, late: 2, pause: 1 },
        lateMs: LATE_MS,
      }),
    }),
  }),
  "slow disks": stormOf({
    words: "disks take up to 150 ms, and what they have not written is lost when their nodes crash",
    fsyncMs: 150,
    more: (random, nodes) => ({
      faults: Array.from({ length: 8 }, () => ({
        kind: "crash" as const,
        at: random.below(TROUBLE_MS),
        node: random.below(nodes),
        downMs: random.below(100),
        unsynced: "lost" as const,
      })),
    }),
  }),
  "small buffers": stormOf({
    words: "nodes keep two deltas only, and each sends to one other in a round",
    settings: { buffer: 2, fanout: 1 },
  }),
  "lost memory": stormOf({
    words: "in rain; when all is quiet, a node loses its disk and is asked at once",
    more: losesMemory,
    drive: keepsBoth,
  }),
  "lost in silence": stormOf({
    words: "in rain; when all is quiet, a node loses its disk, and nothing is asked any more",
    more: losesInSilence,
    drive: (world) => {
      world.run(LOSS_MS + 100);
      settle(world);
    },
  }),
  "disks are lost": stormOf({
    words: "nodes lose their disks at any time, and copies of what they said come late",
    more: (random, nodes) => ({ faults: diskLosses(random, nodes) }),
    drive: (world) => {
      world.run(TROUBLE_MS);
      settle(world);
    },
  }),
  "no rest": stormOf({
    words: `in rain, each node is asked every ${HASTE_MS} ms, more often than there are rounds`,
    more: (_, nodes) => ({ clients: clickers(nodes) }),
    drive: meanwhile,
  }),
  "no way but over others": stormOf({
    words: "nodes 0 and 1 never hear each other",
    more: () => ({
      faults: [{ kind: "partition", at: 0, forMs: 60_000, sides: [[0], [1]] }],
    }),
    drive: overOthers,
  }),
};
