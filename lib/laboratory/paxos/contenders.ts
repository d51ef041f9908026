/** Multi-Paxos and Raft with the same settings, as the same experiments see them. @module */

import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Message as PaxosMessage } from "../../consensus/multipaxos/messages.ts";
import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { Message as RaftMessage } from "../../consensus/raft/messages.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { Options as RaftOptions } from "../../consensus/raft/settings.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import type { Ask } from "../../model/clients.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Latency } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

/** A cluster of either, in the simulator; only a contender looks into its states. */
export type AnyCluster = World<unknown, Tagged, Tagged, unknown>;

/** What both are given. Times are in ms. */
export interface Course {
  /** How many servers there are. */
  readonly nodes: number;
  /** A whole number from 0 on. */
  readonly seed: number;
  /** How long a message takes. */
  readonly latency: Latency;
  /** From which election timeouts are drawn; default 150 to 300. */
  readonly electionMs?: readonly [least: number, most: number];
  /** How often a leader says that it is there; default 50. */
  readonly heartbeatMs?: number;
  /** Whether servers ask before they stand, and protect a leader that they hear; default true. */
  readonly asksFirst?: boolean;
  /** What clients ask, and how long they wait before they ask the next server; default: nobody asks. */
  readonly clients?: { readonly workload: readonly (readonly Ask[])[]; readonly timeoutMs: number };
  /** Is told of every message. */
  readonly tap?: (from: NodeId, body: unknown) => void;
}

/** One of the two. */
export interface Contender {
  /** A cluster in the simulator. */
  world(course: Course): AnyCluster;
  /** Whether a server takes itself for the leader. */
  leads(state: unknown): boolean;
  /** Whether it stands for leader, or asks whether it should. */
  stands(state: unknown): boolean;
  /** What a message asks votes or promises for: a term or a ballot; undefined of other messages. */
  candidacyOf(body: unknown): string | undefined;
  /** The commands that it has executed. */
  executed(state: unknown): readonly unknown[];
}

function worldOf(
  protocol: unknown,
  { nodes, seed, latency, clients, tap }: Course,
): AnyCluster {
  return new World<unknown, Tagged, Tagged, unknown>({
    protocol: protocol as Protocol<unknown, Tagged, Tagged, unknown>,
    nodes,
    seed,
    trace: "none",
    strict: false,
    network: { latency },
    ...clients === undefined ? {} : {
      clients: {
        ...clients,
        ask: bare,
        // A client asks one server after the other, and each hands on what only the leader can do.
        to: ({ client, attempt }) => (client + attempt) % nodes,
        retries: 1000,
        outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
      },
    },
    ...tap === undefined ? {} : { tap: ({ from, body }) => tap(from, body) },
  });
}

const common = ({ electionMs = [150, 300], heartbeatMs = 50 }: Course) => ({
  electionTimeoutMs: electionMs,
  heartbeatMs,
  whenNotLeading: "forward",
} as const);

const theMultiPaxos: Contender = {
  world: (course) =>
    worldOf(
      multiPaxos({
        ...common(course),
        machine: listMachine as PaxosOptions["machine"],
        loyal: course.asksFirst ?? true,
      }),
      course,
    ),
  leads: (state) => (state as PaxosState).leading !== null,
  stands(state) {
    const { leading, mandate, canvass } = state as PaxosState;
    return leading === null && (mandate !== null || canvass !== null);
  },
  candidacyOf(body) {
    const message = body as PaxosMessage;
    return message.type === "prepare" ? `${message.ballot.round}` : undefined;
  },
  executed: (state) => (state as PaxosState).machine as unknown[],
};

const theRaft: Contender = {
  world: (course) =>
    worldOf(
      raft({
        ...common(course),
        machine: listMachine as RaftOptions["machine"],
        preVote: course.asksFirst ?? true,
        checkQuorum: course.asksFirst ?? true,
      }),
      course,
    ),
  leads: (state) => (state as RaftState).role === "leader",
  stands: (state) => ["candidate", "precandidate"].includes((state as RaftState).role),
  candidacyOf(body) {
    const message = body as RaftMessage;
    return message.type === "requestVote" && !message.pre ? `${message.term}` : undefined;
  },
  executed: (state) => (state as RaftState).machine as unknown[],
};

/** Both, by the names of their kits. */
export const contenders: Readonly<Record<"multipaxos" | "raft", Contender>> = {
  multipaxos: theMultiPaxos,
  raft: theRaft,
};
