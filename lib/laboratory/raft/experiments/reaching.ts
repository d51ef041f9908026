/** Clusters with a healthy majority that gets nothing done. @module */

import { bare } from "../../../replicated/requests.ts";
import { invariants } from "../../../consensus/raft/invariants.ts";
import type { Settings } from "../../../consensus/raft/settings.ts";
import type { Fault } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { Command } from "../subject.ts";
import { type Cluster, clusterOf, commands, leadersOf } from "./clusters.ts";

const latency = uniform(5, 15);

/** What half a minute with a server that comes and goes was like. */
export interface Disturbed {
  /** The greatest term in the end. */
  readonly lastTerm: number;
  /** How many leaders there were. */
  readonly leaders: number;
  /** How many of 600 commands were answered within 100 ms. */
  readonly prompt: number;
  /** How long the slowest answer took, in ms. */
  readonly slowestMs: number;
}

/** One server of five is cut off for a second out of every two, for half a minute. */
export function disturbed(preVote: boolean): Disturbed {
  const world = clusterOf({
    preVote,
    checkQuorum: false,
    whenNotLeading: "forward",
    electionTimeoutMs: [150, 300],
  }, {
    nodes: 5,
    seed: 4,
    network: { latency },
    faults: Array.from({ length: 15 }, (_, i): Fault => ({
      kind: "partition",
      at: 1000 + 2000 * i,
      forMs: 1000,
      sides: [[4], [0, 1, 2, 3]],
    })),
    clients: { workload: [commands(600, 500, 50)], ask: bare, to: () => 0, timeoutMs: 1000 },
    invariants: invariants<Command[]>(),
  });
  const leaders = new Set<string>();
  for (let ms = 0; ms < 31_000; ms += 5) {
    world.run(5);
    for (const node of leadersOf(world)) leaders.add(`${node} in ${world.states[node]!.term}`);
  }
  const waits = world.history.flatMap(({ outcome, invokedAt, endedAt }) =>
    outcome === "ok" ? [endedAt - invokedAt] : []
  );
  return {
    lastTerm: Math.max(...world.states.map((s) => s!.term)),
    leaders: leaders.size,
    prompt: waits.filter((ms) => ms <= 100).length,
    slowestMs: Math.round(Math.max(...waits)),
  };
}

/** What twelve seconds with a leader that hears nobody were like. */
export interface Deaf {
  /** Who leads in the end. */
  readonly leads: "the deaf server" | "another" | "both";
  /** How many of 100 commands were answered. */
  readonly answered: number;
}

/** The messages of a leader of five arrive, and none come back to it. */
export function deafLeader(checkQuorum: boolean): Deaf {
  const world = clusterOf({ checkQuorum, whenNotLeading: "forward" }, {
    nodes: 5,
    seed: 1,
    network: { latency },
    clients: { workload: [commands(100, 2000, 100)], ask: bare, timeoutMs: 1000 },
    invariants: invariants<Command[]>(),
  });
  world.run(1000);
  const leader = leadersOf(world)[0]!;
  const others = [0, 1, 2, 3, 4].filter((node) => node !== leader);
  const sides = [others, [leader]] as const;
  world.inject({ kind: "partition", at: world.now, forMs: Infinity, sides, oneWay: true });
  world.run(12_000);
  const leaders = leadersOf(world);
  return {
    leads: leaders.length > 1 ? "both" : leaders[0] === leader ? "the deaf server" : "another",
    answered: world.history.filter(({ outcome }) => outcome === "ok").length,
  };
}

/** What ten seconds of a broken switch were like. */
export interface PartlyConnected {
  /** In how many terms somebody led. */
  readonly leaders: number;
  /** The greatest term in the end. */
  readonly lastTerm: number;
  /** How many of 100 commands were answered. */
  readonly answered: number;
}

/** Which of the two switches are on. */
export type Switches = Pick<Settings, "preVote" | "checkQuorum">;

/**
 * The leader of three servers and one of the others cannot reach each other any more, while the third reaches
 * both: the position in which a switch left a cluster of Cloudflare's in November 2020. Clients ask the third.
 */
export function partlyConnected(switches: Switches, seed: number): PartlyConnected {
  const world: Cluster = clusterOf({
    ...switches,
    whenNotLeading: "forward",
    electionTimeoutMs: [150, 300],
  }, {
    nodes: 3,
    seed,
    network: { latency },
    clients: {
      workload: [commands(100, 1500, 100)],
      ask: bare,
      to: () => middle,
      timeoutMs: 100,
    },
    invariants: invariants<Command[]>(),
  });
  world.run(1000);
  const leader = leadersOf(world)[0]!, cut = (leader + 1) % 3, middle = (leader + 2) % 3;
  const sides = [[leader], [cut]] as const;
  world.inject({ kind: "partition", at: world.now, forMs: Infinity, sides });
  const terms = new Set<number>();
  for (let ms = 0; ms < 11_000; ms += 5) {
    world.run(5);
    for (const node of leadersOf(world)) terms.add(world.states[node]!.term);
  }
  return {
    leaders: terms.size,
    lastTerm: Math.max(...world.states.map((s) => s!.term)),
    answered: world.history.filter(({ outcome }) => outcome === "ok").length,
  };
}

/** What became of a leader that was cut off, in ms from then on; Infinity for what did not happen in two seconds. */
export interface CutOff {
  /** When another server leads. */
  readonly newLeadsAt: number;
  /** When the old leader steps down. */
  readonly oldLeadsUntil: number;
}

/** The leader of five servers is cut off from all others, for good. */
export function cutOff(seed: number): CutOff {
  const world = clusterOf({ electionTimeoutMs: [150, 300] }, {
    nodes: 5,
    seed,
    network: { latency },
    invariants: invariants<Command[]>(),
  });
  world.run(1000);
  const old = leadersOf(world)[0]!;
  const others = [0, 1, 2, 3, 4].filter((node) => node !== old);
  world.inject({ kind: "partition", at: world.now, forMs: Infinity, sides: [[old], others] });
  let newLeadsAt = Infinity, oldLeadsUntil = Infinity;
  for (let ms = 1; ms <= 2000; ms++) {
    world.run(1);
    const leaders = leadersOf(world);
    if (leaders.some((node) => node !== old)) newLeadsAt = Math.min(newLeadsAt, ms);
    if (!leaders.includes(old)) oldLeadsUntil = Math.min(oldLeadsUntil, ms);
  }
  return { newLeadsAt, oldLeadsUntil };
}
