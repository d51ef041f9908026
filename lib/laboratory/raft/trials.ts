/** Small worlds in which a rule of Raft is tried, and how they are driven. @module */

import { raftBut } from "../../consensus/raft/change.ts";
import { bare } from "../../replicated/requests.ts";
import type { Entry } from "../../consensus/raft/entry.ts";
import { invariants } from "../../consensus/raft/invariants.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import type { Rules } from "../../consensus/raft/rules.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Fault, Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { SweepOptions } from "../../sim/sweep.ts";
import type { World } from "../../sim/world.ts";

/** A world of servers. */
export type RaftWorld = World<State, Message, Timer, Saved>;

const machine = listMachine as StateMachine;

/** The plainest Raft: a server that hears nothing for 100 ms of its clock stands at once. */
export const plain: Options = {
  machine,
  electionTimeoutMs: [100, 100],
  heartbeatMs: 50,
  preVote: false,
  checkQuorum: false,
};

/** A Raft with all precautions. */
export const careful: Options = { machine, electionTimeoutMs: [150, 300], heartbeatMs: 50 };

/** What servers are tried in. */
export interface Trial {
  /** How many there are; default 3. */
  readonly nodes?: number;
  /** The settings; default: plain. */
  readonly options?: Options;
  /** What each of them had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** How many; default 1. */
  readonly seeds?: number;
  /**
   * Default: servers are 5 ms apart, and clocks set their timeouts apart: what server n takes for 100 ms takes
   * 100 + 25 n, so that server 0 stands first, then server 1, and so on.
   */
  readonly network?: NetworkOptions;
  /** How it is driven; default: for 900 ms. */
  drive?(world: RaftWorld): void;
}

/** A trial of the book's Raft with these rules, watched for its safety: a scenario, and how it is swept. */
export function trial(
  rules: Partial<Rules>,
  how: Trial,
): [Scenario<State, Message, Timer, Saved>, SweepOptions<State, Message, Timer, Saved>] {
  const { nodes = 3, options = plain, saved, faults = [], seeds = 1, network } = how;
  const slow = Array.from({ length: nodes }, (_, n) => ({ driftPpm: -1e6 * n / (n + 4) }));
  const scenario = {
    protocol: startingFrom(raftBut({ rules }, options), saved),
    nodes,
    faults,
    network: network ?? { latency: constant(5) },
    clocks: { set: network === undefined ? slow : [] },
    invariants: invariants<unknown>(),
  };
  return [scenario, { seeds, drive: how.drive?.bind(how) ?? ((world) => void world.run(900)) }];
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

/** The record of a vote. */
export function voted(term: number, votedFor: NodeId | null): Saved {
  return { type: "vote", term, votedFor };
}

/** The record of a log. */
export function logged(...entries: readonly Entry[]): Saved {
  return { type: "append", after: 0, entries };
}

/** Whether one server leads, and all that are up follow it. */
export function isLed({ states }: Pick<RaftWorld, "states">): boolean {
  const leader = states.findIndex((s) => s?.role === "leader");
  return leader >= 0 && states.every((s) => s === undefined || s.leader === leader);
}

/** Commands while messages overtake each other; in the end all have all of them. */
export function busy(world: RaftWorld): void {
  const propose = (text: string) => {
    const leader = world.states.findIndex((s) => s?.role === "leader");
    if (leader >= 0) world.tell(leader, bare(text));
  };
  world.run(700);
  for (let i = 0; i < 12; i++) {
    propose(`c${i}`);
    world.run(10);
  }
  world.run(200);
  propose("last");
  world.requireProgress(3000, "all servers apply the same commands", ({ states }) => {
    const lengths = new Set(states.map((s) => s!.lastApplied));
    return lengths.size === 1 && !lengths.has(0);
  });
}
