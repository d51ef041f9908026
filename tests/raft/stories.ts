/** Runs in which Raft must get on, and cannot when something small is wrong with it. */

import { raftBut, type RaftChange } from "hb/consensus/raft/change.ts";
import { bare } from "hb/replicated/requests.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { recorder } from "hb/laboratory/raft/reference.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { startingFrom } from "hb/model/starting_from.ts";
import { constant } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";

type Server = State<string[]>;
type Cluster = World<Server, Message, Timer, Saved>;
type ListRaft = Protocol<Server, Message, Timer, Saved>;

/** What is set in a story. */
export type Settings = Omit<Options<string[], string, null>, "machine" | "rules">;

/** Makes a Raft, mutant or not, with these settings. */
export type Make = (settings: Settings) => ListRaft;

/** A run that says what is wrong with a Raft, or nothing. */
export type Story = (make: Make) => string | undefined;

function cluster(
  protocol: ListRaft,
  nodes: number,
  more: Partial<Scenario<Server, Message, Timer, Saved>> = {},
): Cluster {
  return new World({
    protocol,
    nodes,
    seed: 1,
    network: { latency: constant(10) },
    trace: "none",
    strict: false,
    invariants: invariants<string[]>(),
    ...more,
  });
}

/** Whatever safety property is broken comes first. */
function unless({ violation }: Cluster, words: string | undefined): string | undefined {
  return violation === undefined ? words : `${violation.invariant}: ${violation.words}`;
}

const leaderOf = ({ states }: Cluster) => states.findIndex((s) => s?.role === "leader");

/** Three servers, and a network in which all messages take the same time. */
const noCoins: Story = (make) => {
  const world = cluster(make({ preVote: false }), 3);
  world.run(10_000, () => leaderOf(world) >= 0);
  return unless(world, leaderOf(world) < 0 ? "nobody leads" : undefined);
};

/** The server whose clock is fast, so that it always asks first, is the only one whose log is too short. */
const restless: Story = (make) => {
  const protocol = make({ preVote: false, electionTimeoutMs: [100, 110] });
  const has: Saved[] = [
    { type: "vote", term: 1, votedFor: 0 },
    { type: "append", after: 0, entries: [{ term: 1, type: "noop" }] },
  ];
  const world = cluster(startingFrom(protocol, [has, has]), 3, {
    clocks: { set: [{}, {}, { driftPpm: 1_000_000 }] },
  });
  world.run(10_000, () => leaderOf(world) >= 0);
  return unless(world, leaderOf(world) < 0 ? "nobody leads" : undefined);
};

/** Nothing happens for 5 s. */
const quietLeader: Story = (make) => {
  const world = cluster(make({ preVote: false, checkQuorum: false }), 3);
  world.run(5000);
  const term = Math.max(...world.states.map((s) => s!.term));
  return unless(world, term > 2 ? "more than one leader" : undefined);
};

/** A leader whose messages arrive, and to whom none arrives. */
const deafLeader: Story = (make) => {
  const world = cluster(make({ whenNotLeading: "forward" }), 5);
  world.run(1000);
  const deaf = leaderOf(world);
  const others = [0, 1, 2, 3, 4].filter((node) => node !== deaf);
  world.inject({
    kind: "partition",
    at: world.now,
    forMs: Infinity,
    sides: [others, [deaf]],
    oneWay: true,
  });
  const before = Math.max(...world.states.map((s) => s!.commitIndex));
  for (let i = 0; i < 10; i++) {
    world.run(500);
    world.tell(others[0]!, bare(`${i}`));
  }
  const after = Math.max(...world.states.map((s) => s!.commitIndex));
  return unless(world, after <= before + 1 ? "nothing is committed" : undefined);
};

/** One server is cut off for a while, again and again. */
const shouting: Story = (make) => {
  const world = cluster(make({ checkQuorum: false }), 5, {
    faults: Array.from({ length: 10 }, (_, i) => ({
      kind: "partition" as const,
      at: 1000 + 1000 * i,
      forMs: 600,
      sides: [[0, 1, 2, 3], [4]] as const,
    })),
  });
  world.run(900);
  const first = world.states[Math.max(0, leaderOf(world))]!.term;
  world.run(12_000);
  const last = Math.max(...world.states.map((s) => s!.term));
  return unless(world, last > first ? "the leader is unseated" : undefined);
};

/** Leadership is to go to a server that is down; then a command is asked for. */
const transfers: Story = (make) => {
  const world = cluster(make({}), 3);
  world.run(1000);
  const leader = leaderOf(world), to = (leader + 1) % 3;
  world.inject({ kind: "crash", at: world.now, node: to });
  world.tell(leader, { type: "transfer", to });
  world.run(1000);
  world.tell(leader, bare("after the transfer"));
  world.run(1000);
  const { machine } = world.states[leader]!;
  return unless(
    world,
    machine.includes("after the transfer") ? undefined : "a command is refused",
  );
};

/** The stories by their names. */
export const stories: Readonly<Record<string, Story>> = {
  "no coins": noCoins,
  restless,
  "quiet leader": quietLeader,
  "deaf leader": deafLeader,
  shouting,
  transfers,
};

/** A Raft in which something is done otherwise than a story asks for. */
export function makeRaft(change: RaftChange | undefined): Make {
  return (settings) => raftBut(change, { ...settings, machine: recorder });
}
