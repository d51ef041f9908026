/** The clusters in which mistakes are hunted for, and their storms: all that befalls them is drawn from a seed. @module */

import { raftBut, type RaftChange } from "../../consensus/raft/change.ts";
import { bare } from "../../replicated/requests.ts";
import { invariants } from "../../consensus/raft/invariants.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message, Request, Timer } from "../../consensus/raft/messages.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { recorder } from "./reference.ts";
import type { Command } from "./subject.ts";

/** A server that records its commands. */
export type Server = State<Command[]>;
/** A cluster and what befalls it. */
export type Cluster = Scenario<Server, Message, Timer, Saved>;

/** Six crashes and partitions of single servers within a second. */
export function storm(seed: number, servers = 3): Fault[] {
  const random = new Random(seed, "storm");
  return Array.from({ length: 6 }, (): Fault => {
    const at = random.below(1000), forMs = 5 + random.below(250), node = random.below(servers);
    if (random.chance(0.3)) return { kind: "crash", at, node, downMs: forMs };
    const others = numbers(servers).filter((n) => n !== node);
    return { kind: "partition", at, forMs, sides: [[node], others], oneWay: random.chance(0.3) };
  });
}

/** Three servers, a client with five commands, and a storm. */
export function threeServers(seed: number, change: RaftChange): Cluster {
  return {
    protocol: plainRaft(change),
    nodes: 3,
    network: { latency: constant(10) },
    faults: storm(seed),
    clients: {
      workload: [[..."abcde"].map((input, i) => ({ input, at: 150 + 150 * i }))],
      ask: bare,
      to: () => seed % 3,
      link: "local",
      timeoutMs: 100,
    },
    invariants: invariants<Command[]>(),
  };
}

/** The same as `threeServers`, but one message in five arrives twice. */
export function doubledMessages(seed: number, change: RaftChange): Cluster {
  const cluster = threeServers(seed, change);
  return { ...cluster, network: { ...cluster.network, duplication: 0.2 } };
}

const SERVERS = 5;

/**
 * Five administrators, one beside each of five servers, ask for changes of the members that they have not talked
 * about, while storms part the servers in any two groups.
 */
export function fiveAdministrators(seed: number, change: RaftChange): Cluster {
  const random = new Random(seed, "politics");
  const faults = Array.from({ length: 10 }, () => parting(random));
  const wish = (): Request => {
    const type = random.chance(0.4) ? "addVoter" : "remove";
    return { type: "change", transition: "auto", changes: [{ type, node: random.below(SERVERS) }] };
  };
  return {
    protocol: plainRaft(change, {
      members: [0, 1, 2, 3],
      whenNotLeading: "redirect",
      maxInflight: 64,
      maxEntryBytesPerMessage: 2 ** 16,
    }),
    nodes: SERVERS,
    network: { latency: constant(10) },
    faults,
    clients: {
      workload: numbers(SERVERS).map(() =>
        Array.from({ length: 12 }, (_, i) => ({ at: 100 + 80 * i, input: wish() }))
      ),
      ask: (input) => input as Request,
      link: "local",
      timeoutMs: 60,
    },
    invariants: invariants<Command[]>(),
  };
}

/** A crash, or a partition in any two groups. */
function parting(random: Random): Fault {
  const at = random.below(1000), forMs = 5 + random.below(250);
  if (random.chance(0.1)) {
    return { kind: "crash", at, node: random.below(SERVERS), downMs: forMs };
  }
  const side = numbers(SERVERS).map(() => random.chance(0.5));
  const left = numbers(SERVERS).filter((node) => side[node]);
  const right = numbers(SERVERS).filter((node) => !side[node]);
  return { kind: "partition", at, forMs, sides: [left, right], oneWay: random.chance(0.2) };
}

/** Raft with short timeouts and nothing that is not needed, one entry in a message and one message at a time. */
function plainRaft(change: RaftChange, options: Omit<Options, "machine" | "rules"> = {}) {
  return raftBut<Command[], Command, null>(change, {
    electionTimeoutMs: [60, 120],
    heartbeatMs: 25,
    preVote: false,
    checkQuorum: false,
    whenNotLeading: "forward",
    maxEntryBytesPerMessage: 1,
    maxInflight: 1,
    ...options,
    machine: recorder,
  });
}

/** The numbers below `count`. */
function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
