/**
 * What PBFT is tried in: clients read and write a store through their proxies, while the network, the machines and the
 * liars among the replicas do what they like.
 *
 * @module
 */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Ask, Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type KeyValueCommand, keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Traitors, withTraitors } from "../../security/adversary/traitors.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { linearizableStore } from "../storms/promises.ts";
import { faults } from "../byzantine_quorum.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { certified, invariants, withinMarks } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { type Message, replicasOf, type Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

type Node = State | Traitor;
/** A storm around PBFT. */
export type PbftStorm = Storm<Node, Message, Timer, Saved, Change>;

/** When the last fault sets in, in ms. */
const TROUBLE_MS = 2500;
/** By then all clients must be served, in ms after that. */
const PATIENCE_MS = 20_000;
/** How many clients there are, each with a proxy of its own, and how often each asks. */
const CLIENTS = 3, OPERATIONS = 8;

/** A store that says which of its commands only read. */
const store = {
  ...keyValueMachine,
  reads: ({ type }: KeyValueCommand) => type === "get",
} as unknown as Options["machine"];

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** How many replicas; default 4. */
  readonly replicas?: number;
  readonly weather?: Omit<Weather, "untilMs">;
  /** Who lies, and how; default: nobody. */
  traitors?(random: Random, usual: Options): Traitors<Message>;
  /** Other settings than those drawn. */
  readonly options?: Partial<Options>;
}

function drawnOptions(random: Random, replicas: number): Options {
  const checkpointEvery = 1 + random.below(4);
  return {
    machine: store,
    replicas,
    checkpointEvery,
    logSize: checkpointEvery * (1 + random.below(3)),
    maxBatch: 1 + random.below(3),
    window: 1 + random.below(4),
    viewTimeoutMs: 200,
    retryMs: 100,
    readOnly: random.chance(0.5),
  };
}

function run(
  trouble: Trouble,
  { random, nodes, change }: Setting<Change>,
): StormRun<Node, Message, Timer, Saved> {
  const replicas = nodes - CLIENTS, { network, options, weather: bad } = trouble;
  const usual = { ...drawnOptions(random, replicas), ...options };
  const traitors = trouble.traitors?.(random, usual) ?? {};
  const isSlow = bad !== undefined && random.chance(0.5);
  const seen = isSlow ? certified : invariants;
  return {
    scenario: {
      protocol: withTraitors(protocolWith(change, usual), traitors),
      nodes,
      network,
      disk: { fsync: isSlow ? uniform(0, 5) : constant(0) },
      faults: bad === undefined ? [] : weather(random, replicas, { untilMs: TROUBLE_MS, ...bad }),
      clients: clientsFor(random, replicas),
      invariants: amongLoyal([...seen, withinMarks(usual.logSize ?? Infinity)]),
    },
    drive,
  };
}

function clientsFor(random: Random, replicas: number): Clients<Message> {
  return {
    workload: Array.from({ length: CLIENTS }, () => clientWork(random)),
    ask: (command) => ({ type: "ask", command }),
    to: ({ client }) => replicas + client,
    link: "local",
    think: uniform(1, 150),
  };
}

/** What a client asks: reads and writes of two keys, the last of them when the trouble is over. */
function clientWork(random: Random): Ask[] {
  return Array.from({ length: OPERATIONS }, (_, i) => {
    const key = "xy"[random.below(2)]!, value = `${random.below(1e6)};`;
    const type = random.below(3), at = i < OPERATIONS - 2 ? {} : { at: TROUBLE_MS + 500 };
    if (type === 0) return { input: { type: "get", key }, ...at };
    return { input: { type: type === 1 ? "put" : "append", key, value }, ...at };
  });
}

function drive(world: World<Node, Message, Timer, Saved>): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients have been answered",
    () => !world.clientsBusy,
  );
  world.require(linearizableStore);
}

function stormOf(trouble: Trouble): PbftStorm {
  const { words, replicas = 4 } = trouble;
  return {
    words,
    nodes: replicas + CLIENTS,
    leastNodes: CLIENTS + 4,
    run: (setting) => run(trouble, setting),
  };
}

/** As many liars as may be, each with a script of its own, who sign for each other. */
function puppets(random: Random, usual: Options): Traitors<Message> {
  const { replicas } = usual, all = replicasOf(replicas);
  const liars = drawn(random, all, faults(replicas));
  const listeners = replicasOf(replicas + CLIENTS);
  const scripted = (self: NodeId) => {
    const script = drawnScript((n) => random.below(n), { listeners, types, maxDelayMs: 500 });
    return puppet(pbft(usual), script, liars.filter((other) => other !== self));
  };
  return Object.fromEntries(liars.map((self) => [self, scripted(self)]));
}

/** So many of these. */
function drawn(random: Random, from: readonly NodeId[], count: number): NodeId[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!);
}

/** What liars may lie with. */
const types = [
  "request",
  "prePrepare",
  "prepare",
  "commit",
  "reply",
  "checkpoint",
  "viewChange",
  "newView",
  "status",
  "decided",
  "stable",
  "batch",
  "pages",
  "page",
];

const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 };

/** The storms. */
export const storms: Readonly<Record<string, PbftStorm>> = {
  calm: stormOf({
    words: "messages take 1 to 10 ms and overtake each other",
    network: { latency: uniform(1, 10) },
  }),
  rain: stormOf({
    words: "messages are late, one in ten is lost, one in ten twice",
    network: rain,
  }),
  storm: stormOf({
    words: "besides rain, replicas crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
    weather: { faults: [3, 12], mix: { crash: 3, partition: 3, pause: 1, late: 1 } },
  }),
  traitors: stormOf({
    words: "one of four replicas lies, by a script that is drawn",
    network: { latency: uniform(1, 20), loss: 0.02, duplication: 0.05 },
    traitors: puppets,
  }),
  "traitors in a storm": stormOf({
    words: "one of four replicas lies, the others crash and are cut off",
    network: { latency: uniform(1, 20), loss: 0.02, duplication: 0.05 },
    weather: { faults: [3, 12], mix: { crash: 3, partition: 3, pause: 1, late: 1 } },
    traitors: puppets,
  }),
};
