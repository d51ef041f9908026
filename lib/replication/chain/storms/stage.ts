/** Who asks what in storms around a chain, what goes wrong, and what must hold when it is over. @module */

import { linearizableStore } from "../../../consensus/storms/promises.ts";
import type { Storm } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Fault, Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import type { World } from "../../../sim/world.ts";
import {
  chain,
  type Change,
  type Node,
  type NodeMessage,
  type NodeSaved,
  type NodeTimer,
} from "../chain.ts";
import { asRequest } from "../messages.ts";
import { invariants, latestIn, serversOf } from "../invariants.ts";
import type { Settings } from "../settings.ts";

/** A storm around a chain. */
export type ChainStorm = Storm<Node, NodeMessage, NodeTimer, NodeSaved, Change>;
/** A world of a chain. */
export type ChainWorld = World<Node, NodeMessage, NodeTimer, NodeSaved>;

/** When trouble ends, in ms. */
export const TROUBLE_MS = 2000;
/** By when all that is asked must then be answered, in ms. */
const PATIENCE_MS = 6000;
/** How many clients ask, and how often each. */
const CLIENTS = 4, OPERATIONS = 16;
/** How many servers are in the chain. */
const LENGTH = 3;

/** What is not the same in all storms. */
export interface Stormy {
  /** What happens in it. */
  readonly words: string;
  /** How many masters there are; default 1. */
  readonly masters?: number;
  /** How many servers stand beside the chain; default 1. */
  readonly spares?: number;
  /** How many servers are in the chain, where there are so many; default 3. */
  readonly length?: number;
  /** The chain. */
  readonly settings?: Partial<Settings>;
  /** What the network does by chance; default: rough. */
  readonly network?: NetworkOptions;
  /** What goes wrong; `servers` are the nodes that are no masters. */
  readonly faults?: (random: Random, servers: readonly number[], nodes: number) => Schedule;
  /** What must hold at any time; default: all that a chain promises. */
  readonly invariants?: readonly Invariant<Node>[];
  /** What is judged in the end; default: it was a single copy, for all that clients could tell. */
  readonly promises?: readonly Invariant<unknown>[];
  /** Who asks what; default: clients who write and read two objects, and go from server to server. */
  readonly clients?: (random: Random, servers: readonly number[]) => Clients<NodeMessage>;
}

/** Clocks and disks that are not quite right. */
const machines = {
  disk: { fsync: uniform(0, 4) },
  clocks: { maxOffsetMs: 1000, maxDriftPpm: 10_000 },
};

/** Messages overtake one another, are lost, and come twice. */
export const rough: NetworkOptions = { latency: uniform(1, 15), loss: 0.03, duplication: 0.03 };
/** Messages overtake one another. */
export const fair: NetworkOptions = { latency: uniform(1, 10) };

/** A storm in which servers are tried. */
export function stormOf(stormy: Stormy): ChainStorm {
  const { words, masters = 1, spares = 1, length = LENGTH, network = rough } = stormy;
  return {
    words,
    nodes: masters + length + spares,
    leastNodes: masters + 1,
    mostNodes: 12,
    run({ nodes, random, change = {} }) {
      const servers = Array.from({ length: nodes - masters }, (_, i) => masters + i);
      const settings = {
        masters,
        chain: servers.slice(0, length),
        ...stormy.settings,
        ...change.settings,
      };
      return {
        scenario: {
          protocol: chain(settings, change.rules),
          nodes,
          network,
          ...machines,
          faults: stormy.faults?.(random, servers, nodes) ?? [],
          clients: (stormy.clients ?? wandering)(random, servers),
          invariants: stormy.invariants ?? invariants,
        },
        drive: (world) => drive(world, length, stormy.promises ?? [linearizableStore]),
      };
    },
  };
}

/** Clients who go from server to server until they are answered. */
export function wandering(random: Random, servers: readonly number[]): Clients<NodeMessage> {
  return {
    ...clientsOf(random),
    to: ({ client, attempt }) => servers[(client + attempt) % servers.length]!,
    timeoutMs: 150,
    retries: 200,
  };
}

/** The same, but that they are patient: by the time they ask again, others may serve. */
export function patient(random: Random, servers: readonly number[]): Clients<NodeMessage> {
  return { ...wandering(random, servers), timeoutMs: 800 };
}

/** Clients who write and read two objects. */
export function clientsOf(
  random: Random,
): Pick<Clients<NodeMessage>, "workload" | "ask" | "think"> {
  const one = (client: number, i: number) => {
    const key = "xy"[random.below(2)]!;
    return random.chance(0.5)
      ? { input: { type: "append", key, value: `${client}.${i};` } }
      : { input: { type: "get", key } };
  };
  return {
    workload: Array.from(
      { length: CLIENTS },
      (_, client) => Array.from({ length: OPERATIONS }, (_, i) => one(client, i)),
    ),
    ask: asRequest,
    think: uniform(1, 120),
  };
}

/** Trouble, then none: all is answered, the chain is whole and quiet, and what was promised was kept. */
function drive(
  world: ChainWorld,
  length: number,
  promises: readonly Invariant<unknown>[],
): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "whatever is asked is answered, and the chain is whole and alike",
    ({ states }) => !world.clientsBusy && isWhole(states, length),
  );
  for (const promise of promises) world.require(promise);
}

/** Whether the chain is as long as it may be, and all its servers have decided the same. */
function isWhole(states: ChainWorld["states"], length: number): boolean {
  const latest = latestIn(states), servers = serversOf(states);
  if (latest === undefined) return false;
  const members = servers.filter(([node]) => latest.chain.includes(node)).map(([, s]) => s);
  return members.length === Math.min(length, servers.length) &&
    members.every((s) =>
      s.ready && s.log.length === 0 && s.print === members[0]!.print &&
      s.attendance.configuration.epoch === latest.epoch
    );
}

/** Each role in turn is cut off, or goes down, for a while: the head, then the middle, then the tail, as they are at first. */
export function eachRole(random: Random, servers: readonly number[]): Schedule {
  const chosen = servers.slice(0, LENGTH);
  return chosen.map((node, i): Fault => {
    const at = 200 + 500 * i + random.below(100);
    return random.chance(0.7)
      ? { kind: "crash", at, node, downMs: 300 + random.below(600) }
      : { kind: "pause", at, node, forMs: 300 + random.below(600) };
  });
}

/** The first two servers go down one after another, until trouble ends. */
export function oneByOne(random: Random, servers: readonly number[]): Schedule {
  return servers.slice(0, 2).map((node, i): Fault => ({
    kind: "crash",
    at: 150 + 500 * i + random.below(100),
    node,
  }));
}

/** Servers are cut off from all others, and from their masters. */
export function cuts(random: Random, servers: readonly number[], nodes: number): Schedule {
  const all = Array.from({ length: nodes }, (_, node) => node);
  return Array.from({ length: 2 + random.below(3) }, (): Fault => {
    const node = servers[random.below(servers.length)]!;
    const at = 200 + random.below(1500), forMs = 300 + random.below(700);
    return { kind: "partition", at, forMs, sides: [[node], all.filter((each) => each !== node)] };
  });
}

/** Of everything something. */
export function allSorts(random: Random, servers: readonly number[], nodes: number): Schedule {
  const crashes = Array.from({ length: 1 + random.below(4) }, (): Fault => {
    const node = random.below(nodes), at = 200 + random.below(1700);
    const span = random.below(900);
    return random.chance(0.6)
      ? { kind: "crash", at, node, downMs: span, unsynced: random.chance(0.5) ? "lost" : "torn" }
      : { kind: "pause", at, node, forMs: span };
  });
  return [...cuts(random, servers, nodes), ...crashes];
}
