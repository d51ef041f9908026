/** What replicas that gossip deltas are tried in, and what they promise. @module */

import type { Storm, StormRun } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import { equal } from "../../../model/compare.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { weather } from "../../../sim/weather.ts";
import type { World } from "../../../sim/world.ts";
import { type Basket, basket, type BasketUpdate, click, put, take } from "./basket.ts";
import { deltas } from "./gossip.ts";
import { answeredIsKept, together } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type Replicas = World<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>>;
type Run = StormRun<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>>;
/** A storm around replicas. */
export type BasketStorm = Storm<
  State<Basket>,
  Message<Basket, BasketUpdate>,
  Timer,
  Saved<Basket>,
  Partial<Rules>
>;

/** How long there is trouble, in ms. */
const TROUBLE_MS = 1500;
/** How long after it all must be alike, in ms. */
const PATIENCE_MS = 3000;

const rain: NetworkOptions = { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 };

/** Clients of each node click, put things in and take them out; no thing is put in again. */
export function shoppers(
  random: Random,
  nodes: number,
  each = 6,
): Clients<Message<Basket, BasketUpdate>> {
  const asks = (client: number) =>
    Array.from({ length: each }, (_, i): { input: BasketUpdate; at: number } => {
      const drawn = random.below(10), at = random.below(TROUBLE_MS);
      if (drawn < 4) return { input: click, at };
      const taken = `${random.below(nodes)}${"abcdef"[random.below(each)]}`;
      return { input: drawn < 8 ? put(`${client}${"abcdef"[i % 6]}`) : take(taken), at };
    }).sort((a, b) => a.at - b.at);
  return {
    workload: Array.from({ length: nodes }, (_, client) => asks(client)),
    ask: (update) => ({ type: "update", update: update as BasketUpdate }),
    link: "local",
    timeoutMs: 300,
  };
}

interface Trouble {
  readonly words: string;
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly faults?: (random: Random, nodes: number) => Schedule;
  readonly fsyncMs?: number;
  readonly drive?: (world: Replicas, random: Random) => void;
}

function stormOf(
  { words, network = rain, settings, faults, fsyncMs = 0, drive = usual }: Trouble,
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
        ...(faults === undefined ? {} : { faults: faults(random, nodes) }),
        clients: shoppers(random, nodes),
      },
      drive: (world) => drive(world, random),
    }),
  };
}

/** Trouble; then all are alike, know all that was answered, and are quiet. */
function usual(world: Replicas): void {
  world.run(TROUBLE_MS);
  settle(world);
  world.require(answeredIsKept);
}

/** All become alike, and then nothing is sent any more. */
function settle(world: Replicas): void {
  world.requireProgress(
    PATIENCE_MS,
    "all replicas are equal, and know it",
    ({ states }) => !world.clientsBusy && areAlike(states) && states.every(isAtRest),
  );
  // What is late may still come, and be answered.
  world.run(500);
  const before = world.messages;
  world.run(500);
  world.require(requirement(
    "quiet in the end",
    "when all replicas are equal, nothing is sent",
    () => world.messages === before ? undefined : `${world.messages - before} messages were sent`,
  ));
}

/** One node loses its disk when all is quiet; then it is asked before it has heard of anybody. */
function losesMemory(world: Replicas, random: Random): void {
  world.run(TROUBLE_MS);
  settle(world);
  const node = random.below(world.states.length), before = basket.value(together(world.states));
  world.inject({ kind: "crash", at: 0, node, downMs: 20, disk: "wiped" });
  world.run(21);
  world.tell(node, { type: "update", update: click });
  world.tell(node, { type: "update", update: put(`again`) });
  world.run(1);
  settle(world);
  world.require(requirement(
    "what comes after a loss is kept",
    "what all had before a node lost its memory is there, and what it was asked afterwards",
    () => {
      const { clicks, basket: things } = basket.value(together(world.states));
      const expected = [before.clicks + 1, before.basket.size + 1];
      return equal([clicks, things.size], expected)
        ? undefined
        : `${clicks} clicks and ${things.size} things, of ${expected[0]} and ${expected[1]}`;
    },
  ));
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

function requirement(
  name: string,
  words: string,
  why: (world: Pick<Replicas, "states">) => string | undefined,
): Invariant<State<Basket>> {
  return {
    name,
    words,
    check({ states }) {
      const wrong = why({ states });
      return wrong === undefined ? undefined : { words: wrong, nodes: [] };
    },
  };
}

/** Whether all are up and have equal states. */
export function areAlike(states: Replicas["states"]): boolean {
  return states.every((s) => s !== undefined && equal(s.crdt, states[0]?.crdt));
}

function isAtRest(s: Replicas["states"][number]): boolean {
  return s !== undefined && s.buffer.size === 0 &&
    [...s.peers.values()].every(({ name, acked }) => name !== null && acked === s.count);
}

/** The storms. */
export const storms: Readonly<Record<string, BasketStorm>> = {
  rain: stormOf({
    words: "messages take 1 to 40 ms, one in ten is lost, one in ten comes twice",
  }),
  crashes: stormOf({
    words: "besides, nodes crash and come back, links break, copies come late, disks are slow",
    fsyncMs: 30,
    faults: (random, nodes) =>
      weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [4, 12],
        mix: { crash: 4, partition: 1, late: 2, pause: 1 },
        lateMs: 2000,
      }),
  }),
  "small buffers": stormOf({
    words: "nodes keep two deltas only, and each sends to one other in a round",
    settings: { buffer: 2, fanout: 1 },
  }),
  "lost memory": stormOf({
    words: "in rain; when all is quiet, a node loses its disk and is asked at once",
    drive: losesMemory,
  }),
  "disks are lost": stormOf({
    words: "nodes lose their disks at any time, and copies of what they said come late",
    faults: (random, nodes) => [
      ...weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [4, 8],
        mix: { partition: 1, late: 3 },
        lateMs: 2000,
      }),
      ...Array.from({ length: 3 }, () => ({
        kind: "crash" as const,
        at: random.below(TROUBLE_MS),
        node: random.below(nodes),
        downMs: random.below(200),
        disk: "wiped" as const,
      })),
    ],
    drive: (world) => {
      world.run(TROUBLE_MS);
      settle(world);
    },
  }),
  "no way but over others": stormOf({
    words: "nodes 0 and 1 never hear each other",
    faults: () => [{ kind: "partition", at: 0, forMs: 60_000, sides: [[0], [1]] }],
    drive: overOthers,
  }),
};
