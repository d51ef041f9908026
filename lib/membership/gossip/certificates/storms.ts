/** What deletions are tried in, and what must hold in the end. @module */

import type { Storm } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Fault } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { type Weather, weather } from "../../../sim/weather.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { State } from "./certificates.ts";
import { allAgree, invariants, oneStampOneValue, stampsGoForward } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./rules.ts";

/** How long there is trouble, and how long it may take afterwards until all agree, in ms. */
const TROUBLE_MS = 2000, PATIENCE_MS = 10_000;

/** Puts and removals of a few keys, at any time. */
function writers(random: Random): Clients<Message> {
  return clientsOf(Array.from({ length: 3 }, (_, client) =>
    Array.from({ length: 5 }, (_, nth) => {
      const key = "xyz"[random.below(3)]!;
      const input = random.chance(0.5)
        ? { type: "put", key, value: `${"abc"[client]}${nth + 1}` }
        : { type: "remove", key };
      return { input, at: random.below(TROUBLE_MS) };
    }).sort((a, b) => a.at - b.at)));
}

/** Three keys are put, removed while a node is away, and, in one of the storms, put again. */
const outing = (again: boolean) => () =>
  clientsOf(["x", "y", "z"].map((key) => [
    { input: { type: "put", key, value: `${key}1` }, at: 0 },
    { input: { type: "remove", key }, at: 500 },
    ...(again ? [{ input: { type: "put", key, value: `${key}2` }, at: 1500 }] : []),
  ]));

function clientsOf(workload: Clients<Message>["workload"]): Clients<Message> {
  return { workload, ask: (input) => input as Message, timeoutMs: 200 };
}

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default: puts and removals at any time. */
  readonly clients?: (random: Random) => Clients<Message>;
  readonly settings?: Partial<Settings>;
  readonly invariants?: readonly Invariant<State>[];
  readonly faults?: (random: Random, nodes: number) => readonly Fault[];
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network, clients = writers, settings = { activeMs: 20_000 } } = trouble;
  return {
    words,
    nodes: 6,
    leastNodes: 6,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, settings),
        nodes,
        network,
        clients: clients(random),
        invariants: trouble.invariants ?? invariants,
        faults: trouble.faults?.(random, nodes) ?? [],
      },
      drive(world) {
        world.run(TROUBLE_MS + 500);
        // What is right for a moment may be undone by what is still on its way.
        world.heal();
        world.run(3000);
        world.requireProgress(PATIENCE_MS, "all have what was written last", allAgree);
      },
    }),
  };
}

const bad: Omit<Weather, "untilMs"> = {
  faults: [2, 12],
  mix: { crash: 3, partition: 2, pause: 1, slow: 1 },
};

/** Nodes that are cut off for longer than certificates are active. */
const away = (...nodes: number[]) => (_: Random, all: number): readonly Fault[] => {
  const others = Array.from({ length: all }, (_, node) => node)
    .filter((node) => !nodes.includes(node));
  return [{ kind: "partition", at: 300, forMs: 2000, sides: [nodes, others] }];
};

const outage = {
  network: { latency: uniform(1, 5) },
  settings: { roundMs: 20, phaseMs: 20, activeMs: 500, sites: 3 },
  // A value may be back for a while.
  invariants: [stampsGoForward, oneStampOneValue],
};

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "messages take 1 to 20 ms and overtake each other",
    network: { latency: uniform(1, 20) },
  }),
  rain: stormOf({
    words: "besides, one in five is lost, and one in five comes twice",
    network: { latency: uniform(1, 40), loss: 0.2, duplication: 0.2 },
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, and links break",
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    faults: (random, nodes) => weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
  }),
  "a long outage": stormOf({
    words:
      "a node is away for longer than certificates are active, and comes back with what was removed",
    ...outage,
    clients: outing(false),
    faults: away(5),
  }),
  "written again": stormOf({
    words:
      "besides, what was removed is written again meanwhile, and half of the nodes do not hear of it",
    ...outage,
    clients: outing(true),
    faults: (_, all) => [
      ...away(5)(_, all),
      { kind: "partition", at: 1300, forMs: 1500, sides: [[3, 4], [0, 1, 2]] },
      { kind: "partition", at: 1300, forMs: 1500, sides: [[5], [0, 1, 2]] },
    ],
  }),
};
