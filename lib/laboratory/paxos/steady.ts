/**
 * What a command costs while nothing goes wrong: messages, message delays and disk syncs, with a Paxos for each command,
 * with Multi-Paxos under a stable leader, and with Raft.
 *
 * @module
 */

import { labels as paxosLabels } from "../../consensus/paxos/labels.ts";
import { labels as multiPaxosLabels } from "../../consensus/multipaxos/labels.ts";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import { paxos } from "../../consensus/paxos/paxos.ts";
import { labels as raftLabels } from "../../consensus/raft/labels.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { Options as RaftOptions } from "../../consensus/raft/settings.ts";
import type { Labels } from "../../model/labels.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

/** How commands are decided. */
export type SteadyWay =
  /** A Paxos of its own for each: both phases every time. */
  | "paxos"
  /** A leader that has run phase 1 once. */
  | "multipaxos"
  /** A leader that is elected. */
  | "raft";

/** Commands that come to the leader one after another. Times are in ms. */
export interface Steady {
  /** How many servers there are. */
  readonly nodes: number;
  /** How much time lies between two commands; default 100, so that each is alone. */
  readonly everyMs?: number;
  /** How many commands there are; default 50. */
  readonly commands?: number;
  /** How many slots of Multi-Paxos may be open at once; default 64. */
  readonly window?: number;
  /** How many commands one of its slots holds at most; default 64. */
  readonly maxBatch?: number;
  /** How long its leader waits for more of them; default 0. */
  readonly batchMs?: number;
}

/** What a command cost, on average. */
export interface Cost {
  /** Messages between different servers; heartbeats and their answers are not counted. */
  readonly messages: number;
  /** How long it took from its arrival until its answer, in messages that follow each other. */
  readonly delays: number;
  /** How often a server had to make something durable; what it saves at one moment counts once. */
  readonly syncs: number;
}

/** How long a message takes to another server, in ms; one to the server itself takes no time. */
const MESSAGE_MS = 5;
/** When there has been a leader for long, in ms. */
const STEADY_MS = 2000;

type AnyWorld = World<unknown, Tagged, Tagged, unknown>;

/** Measures what a command costs. Of "paxos" one is run, since each is like the others. */
export function costOf(way: SteadyWay, steady: Steady): Cost {
  const { nodes, everyMs = 100, commands = 50 } = steady;
  const { messages, waitedMs, syncs, count } = way === "paxos"
    ? { ...oneValue(nodes), count: 1 }
    : { ...inARow(way, steady, everyMs, commands), count: commands };
  return {
    messages: messages / count,
    delays: waitedMs / count / MESSAGE_MS,
    syncs: syncs / count,
  };
}

/** What was seen in one run. */
interface Measured {
  readonly messages: number;
  readonly waitedMs: number;
  readonly syncs: number;
}

/** One Paxos: a proposer that nobody is in the way of. */
function oneValue(nodes: number): Measured {
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol: paxos({ learners: "the proposer" }) as unknown as AnyProtocol,
    nodes,
    seed: 1,
    network: networkOf(nodes),
    clients: {
      workload: [[{ input: "a" }]],
      ask: (value) => ({ type: "propose", value }) as Tagged,
      link: "local",
    },
  });
  world.run(STEADY_MS);
  return measured(world, paxosLabels as Labels, 0);
}

type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

function networkOf(nodes: number) {
  const links = Array.from({ length: nodes }, (_, self) => ({
    from: self,
    to: self,
    latency: constant(0),
  }));
  return { latency: constant(MESSAGE_MS), links };
}

function protocolOf(way: SteadyWay, { window, maxBatch, batchMs }: Omit<Steady, "nodes">) {
  if (way === "raft") {
    return raft({ machine: listMachine as RaftOptions["machine"] }) as unknown as AnyProtocol;
  }
  return multiPaxos({
    machine: listMachine as PaxosOptions["machine"],
    ...window === undefined ? {} : { window },
    ...maxBatch === undefined ? {} : { maxBatch },
    ...batchMs === undefined ? {} : { batchMs },
  }) as unknown as AnyProtocol;
}

function leads(state: unknown): boolean {
  return (state as { readonly leading: unknown }).leading !== null;
}

/** Commands that come to the leader, each from a client beside it. */
function inARow(way: SteadyWay, steady: Steady, everyMs: number, commands: number): Measured {
  const world: AnyWorld = new World<unknown, Tagged, Tagged, unknown>({
    protocol: protocolOf(way, steady),
    nodes: steady.nodes,
    seed: 1,
    network: networkOf(steady.nodes),
    clients: {
      workload: Array.from({ length: commands }, (_, i) => [
        { input: i, at: STEADY_MS + everyMs * i },
      ]),
      ask: bare,
      to: (_, __, seen) => Math.max(0, seen!.states.findIndex(leads)),
      link: "local",
    },
  });
  world.run(STEADY_MS + everyMs * commands + 1000);
  return measured(world, (way === "raft" ? raftLabels : multiPaxosLabels) as Labels, STEADY_MS);
}

function measured(world: AnyWorld, labels: Labels, fromMs: number): Measured {
  const undone = world.history.filter(({ outcome }) => outcome !== "ok").length;
  if (undone > 0) {
    throw new Error(
      `Cannot tell what commands cost because all must be done: given ${undone} open`,
    );
  }
  const seen: Trace = world.trace.filter(({ at }) => at >= fromMs);
  const isServer = (node: NodeId) => node < world.states.length;
  const between = seen.filter((event) =>
    event.kind === "send" && event.from !== event.to && isServer(event.from) &&
    isServer(event.to) && labels.routine?.(event.body) !== true
  );
  const saves = seen.flatMap((event) => event.kind === "save" ? [`${event.node} ${event.at}`] : []);
  return {
    messages: between.length,
    waitedMs: world.history.reduce((sum, each) => sum + each.endedAt - each.invokedAt, 0),
    syncs: new Set(saves).size,
  };
}

/** How many messages a second servers exchange when nobody asks for anything. */
export function idleMessages(way: "multipaxos" | "raft", nodes: number): number {
  let messages = 0;
  const world: AnyWorld = new World<unknown, Tagged, Tagged, unknown>({
    protocol: protocolOf(way, {}),
    nodes,
    seed: 1,
    trace: "none",
    network: networkOf(nodes),
    tap: () => messages++,
  });
  world.run(STEADY_MS);
  messages = 0;
  world.run(10_000);
  return messages / 10;
}

/** How many commands a second the leader of three servers of Multi-Paxos gets rid of, given many at once. */
export function throughput(
  settings: { readonly window: number; readonly maxBatch: number },
): number {
  const commands = 1000, machineOf = (state: unknown) => (state as { machine: unknown[] }).machine;
  const world: AnyWorld = new World<unknown, Tagged, Tagged, unknown>({
    protocol: protocolOf("multipaxos", settings),
    nodes: 3,
    seed: 1,
    trace: "none",
    strict: false,
    network: networkOf(3),
  });
  world.run(STEADY_MS);
  const leader = world.states.findIndex(leads), begun = world.now;
  for (let i = 0; i < commands; i++) world.tell(leader, bare(i));
  world.run(120_000, ({ states }) => machineOf(states[leader]).length >= commands);
  return commands / ((world.now - begun) / 1000);
}
