/** Small worlds in which the suite tries a Raft, and how they are driven. @module */

import { bare } from "hb/consensus/raft/client.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import type { Entry, Message, NodeId, State } from "../given.ts";
import type { Timer } from "hb/consensus/raft/messages.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { RaftProtocol } from "./compose.ts";

/** A world of servers. */
export type RaftWorld = World<State, Message, Timer, Saved>;
/** What a world is made of. */
export type RaftScenario = Scenario<State, Message, Timer, Saved>;

/** A state machine that keeps the commands, and answers how many there are. */
export const list: StateMachine<unknown[], unknown, number> = {
  init: () => [],
  apply: (commands, command) => commands.push(command),
};

/** The plainest Raft: a server that hears nothing for 100 ms of its clock stands at once. */
export const plain: Options = {
  machine: list as StateMachine,
  electionTimeoutMs: [100, 100],
  heartbeatMs: 50,
  preVote: false,
  checkQuorum: false,
};

/** A Raft with all precautions. */
export const careful: Options = {
  machine: list as StateMachine,
  electionTimeoutMs: [150, 300],
  heartbeatMs: 50,
};

/** Servers 5 ms apart, watched for the safety of Raft. */
export function trial(
  protocol: RaftProtocol,
  nodes: number,
  changes: Partial<RaftScenario> = {},
): RaftScenario {
  return {
    protocol,
    nodes,
    network: { latency: constant(5) },
    invariants: invariants(),
    ...changes,
  };
}

/**
 * Clocks that set the timeouts of servers apart: what server n takes for 100 ms takes 100 + 25 n, so that
 * server 0 stands first, then server 1, and so on.
 */
export function apart(nodes: number): Partial<RaftScenario> {
  const slow = (node: number) => ({ driftPpm: -1e6 * node / (node + 4) });
  return { clocks: { set: Array.from({ length: nodes }, (_, node) => slow(node)) } };
}

/** Between two moments, nothing gets from one side to the other; or, one way, only back. */
export function parted(
  [at, until]: readonly [number, number],
  left: readonly NodeId[],
  right: readonly NodeId[],
  oneWay = false,
): Fault {
  return { kind: "partition", at, forMs: until - at, sides: [left, right], oneWay };
}

/** A start at which `saved[node]` is what the node had saved before it was born. */
export function startingFrom(
  protocol: RaftProtocol,
  saved: readonly (readonly Saved[])[],
): RaftProtocol {
  return {
    ...protocol,
    start(io, journal) {
      const before = saved[io.self] ?? [];
      if (journal.length > 0 || before.length === 0) return protocol.start(io, journal);
      for (const record of before) io.save(record);
      return protocol.start(io, before);
    },
  };
}

/** An entry with a command. */
export function command(term: number, text: string): Entry {
  return { term, type: "command", command: text, stamp: null };
}

/** The record of a vote. */
export function voted(term: number, votedFor: NodeId | null): Saved {
  return { type: "vote", term, votedFor };
}

/** The record of a log. */
export function logged(...entries: readonly Entry[]): Saved {
  return { type: "append", after: 0, entries };
}

/** Asks whoever leads, if anybody does, to append a command. */
export function propose(world: RaftWorld, text: string): void {
  const leader = world.states.findIndex((s) => s?.role === "leader");
  if (leader >= 0) world.tell(leader, bare(text));
}

/** Whether one server leads, and all that are up follow it. */
export function isLed({ states }: Pick<RaftWorld, "states">): boolean {
  const leader = states.findIndex((s) => s?.role === "leader");
  return leader >= 0 && states.every((s) => s === undefined || s.leader === leader);
}
