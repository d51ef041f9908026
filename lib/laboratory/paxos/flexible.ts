/**
 * Flexible Paxos (Howard, Malkhi and Spiegelman 2016): small quorums decide quickly, and large ones take over. Measured
 * with the Multi-Paxos of this library, for one quorum system after the other, in the same network.
 *
 * The paper's leader sends its values to one quorum only and so saves messages; this one sends them to all, and
 * the quickest answer first.
 *
 * @module
 */

import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Message, Timer } from "../../consensus/multipaxos/messages.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { State } from "../../consensus/multipaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Survival, survival } from "../../replicated/quorum/survival.ts";
import { type Quorums, sized } from "../../replicated/quorum/system.ts";
import { bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Latency } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { mean, percentile } from "../measured.ts";

/** A cluster whose server 0 is made the leader. */
export interface Flexible {
  /** How many servers there are, all of them acceptors. */
  readonly nodes: number;
  /** Which of them are enough. */
  readonly quorums: Quorums;
  /** How long a message takes. */
  readonly latency: Latency;
  /** The last so many servers are far away: messages to and from them take this long. */
  readonly far?: { readonly count: number; readonly latency: Latency };
  /** How many commands are measured, one after another; default 200. */
  readonly commands?: number;
  /** How many times phase 1 is; default 20. */
  readonly elections?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How long something took, in ms. */
export interface Spread {
  /** The mean. */
  readonly mean: number;
  /** Half took no longer. */
  readonly median: number;
  /** 95 in 100 took no longer. */
  readonly p95: number;
}

/** What was measured of a quorum system, and counted. */
export interface Measured {
  /** What it is, in words. */
  readonly words: string;
  /** From a command's arrival at the leader until it is executed there: phase 2. */
  readonly commandMs: Spread;
  /** From the first message of phase 1 until the server leads. */
  readonly phase1Ms: Spread;
  /** After how many failures there still is a quorum that takes over. */
  readonly takesOver: Survival;
  /** After how many there is one that decides. */
  readonly decides: Survival;
}

type Cluster = World<State, Message, Timer, Saved>;

/** Longer than this nothing takes, in ms. */
const PATIENCE_MS = 60_000;

/** Measures and counts one quorum system. */
export function measureFlexible(setting: Flexible): Measured {
  const { nodes, quorums, commands = 200, elections = 20 } = setting;
  const system = quorums(Array.from({ length: nodes }, (_, node) => node));
  const world = clusterOf(setting);
  world.run(PATIENCE_MS, () => leaderOf(world) !== undefined);
  const takeovers = Array.from({ length: elections }, () => takeover(world));
  return {
    words: system.words,
    commandMs: spread(Array.from({ length: commands }, () => command(world))),
    phase1Ms: spread(takeovers),
    takesOver: survival(system, "phase1"),
    decides: survival(system, "phase2"),
  };
}

/** All quorums by size of so many servers, from the smallest that decide: |Q1| = n + 1 − |Q2|. */
export function bySize(nodes: number): Quorums[] {
  return Array.from({ length: nodes }, (_, i) => sized(nodes - i, i + 1));
}

function clusterOf(
  { nodes, quorums, latency, far = { count: 0, latency }, seed = 1 }: Flexible,
): Cluster {
  const isFar = (node: NodeId) => node >= nodes - far.count;
  const pairs = Array.from(
    { length: nodes * nodes },
    (_, i) => [Math.floor(i / nodes), i % nodes] as const,
  );
  return new World({
    protocol: multiPaxos({
      machine: listMachine as Options["machine"],
      quorums,
      electionTimeoutMs: [1000, 2000],
      heartbeatMs: 200,
    }),
    nodes,
    seed,
    trace: "none",
    strict: false,
    network: {
      latency,
      links: pairs.filter((pair) => pair.some(isFar))
        .map(([from, to]) => ({ from, to, latency: far.latency })),
    },
  });
}

function leaderOf({ states }: Cluster): NodeId | undefined {
  const leader = states.findIndex((s) => s!.leading !== null);
  return leader < 0 ? undefined : leader;
}

/** Lets server 1 lead, and then server 0; how long phase 1 of server 0 took, in ms. */
function takeover(world: Cluster): number {
  pass(world, 1);
  const leader = leaderOf(world)!;
  world.tell(leader, { type: "transfer", to: 0 });
  world.run(PATIENCE_MS, () => world.states[0]!.mandate !== null);
  const begun = world.now;
  world.run(PATIENCE_MS, () => world.states[0]!.leading !== null);
  const took = world.now - begun;
  world.run(PATIENCE_MS, () => leaderOf(world) === 0 && settled(world));
  return took;
}

function pass(world: Cluster, to: NodeId): void {
  world.run(PATIENCE_MS, () => settled(world));
  const leader = leaderOf(world);
  if (leader === undefined || leader === to) return;
  world.tell(leader, { type: "transfer", to });
  world.run(PATIENCE_MS, () => world.states[to]!.leading !== null && settled(world));
}

/** One server leads, and all others know it. */
function settled({ states }: Cluster): boolean {
  const leading = states.flatMap((s, node) => s!.leading === null ? [] : [node]);
  return leading.length === 1 && states.every((s) => s!.leader === leading[0]);
}

/** How long a command takes that the leader is asked for, in ms. */
function command(world: Cluster): number {
  const begun = world.now, { executed } = world.states[0]!;
  world.tell(0, bare("x"));
  world.run(PATIENCE_MS, () => world.states[0]!.executed > executed);
  return world.now - begun;
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}
