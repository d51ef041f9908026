/** Stores to measure: a key–value store on either log, read in any of the seven ways. @module */

import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "../../reads/bodega/bodega.ts";
import type { KeyRange } from "../../reads/keys.ts";
import { multiPaxosLog } from "../../reads/multipaxos_log.ts";
import { quorumLease } from "../../reads/quorum_lease/quorum_lease.ts";
import { raftLog } from "../../reads/raft_log.ts";
import type { Way } from "../../reads/reader.ts";
import { reading } from "../../reads/reading.ts";
import type { ReplicatedLog } from "../../reads/replicated_log.ts";

/** A way to read. */
export type AnyWay = Way | "quorum lease" | "bodega";

/** All seven, in the order in which they came about. */
export const WAYS: readonly AnyWay[] = [
  "log",
  "read index",
  "follower",
  "leader lease",
  "pqr",
  "quorum lease",
  "bodega",
];

/** A log. */
export type LogName = "Raft" | "Multi-Paxos";

/** A store of which nothing is known but that it is one. */
export type AnyStore = Protocol<object, Tagged, Tagged, unknown>;

/** How a store is set up. Times are in ms; where one is missing, the default of its protocol holds. */
export interface StoreSettings {
  /** How it is read. */
  readonly way: AnyWay;
  /** What is read from; default: Multi-Paxos, the only one for quorum leases and Bodega. */
  readonly log?: LogName;
  /** How often a leader says that it is there. */
  readonly heartbeatMs?: number;
  /** How long a server waits for word from a leader: at least, and at most. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
  /** How long a leader of Multi-Paxos waits for more commands before it proposes. */
  readonly batchMs?: number;
  /** Whether a leader of Raft sends entries while its own disk still saves them; default false. */
  readonly sendsAhead?: boolean;
  /** How long a lease of a quorum lease or of Bodega is. A leader's lease follows from the election timeout. */
  readonly leaseMs?: number;
  /** For how long nothing is heard of a server before it is left out of leases. */
  readonly silentMs?: number;
  /** How far clocks drift at most, as a fraction. */
  readonly drift?: number;
  /** Who answers reads besides the leader, by quorum leases and Bodega; default: everybody. */
  readonly responders?: readonly NodeId[];
}

/** The store. Throws if the way does not fit the log. */
export function storeOf(settings: StoreSettings): AnyStore {
  const { way, log = "Multi-Paxos", batchMs, sendsAhead, ...rest } = settings;
  const { heartbeatMs, electionTimeoutMs, leaseMs, silentMs, drift, responders } = rest;
  const options = {
    machine: keyValueMachine as PaxosOptions["machine"],
    snapshotEvery: 100,
    whenNotLeading: "forward" as const,
    ...given({ heartbeatMs, electionTimeoutMs }),
  };
  const paxosOptions: PaxosOptions = { ...options, ...given({ batchMs }) };
  const ranges = responders && [{ from: "", to: null, responders } satisfies KeyRange];
  const leases = given({ leaseMs, silentMs, drift, ranges });
  if (way === "quorum lease" || way === "bodega") {
    if (log === "Raft") {
      throw new RangeError(`Cannot read by ${way} because it is a way for Multi-Paxos: given Raft`);
    }
    const store = way === "bodega"
      ? bodega(paxosOptions, leases)
      : quorumLease(paxosOptions, leases);
    return store as unknown as AnyStore;
  }
  const replicated = log === "Raft"
    ? raftLog({ ...options, ...given({ sendsAhead }) })
    : multiPaxosLog(paxosOptions);
  const store = reading(replicated as unknown as ReplicatedLog, { way, ...given({ drift }) });
  return store as unknown as AnyStore;
}

/** Only what is there. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Whether any server may answer reads, or only the leader. */
export function readsAnywhere(way: AnyWay): boolean {
  return ["follower", "pqr", "quorum lease", "bodega"].includes(way);
}

/** Whom a server of any such store takes for the leader; null when it knows none, or is down. */
export function leaderOf(state: object | undefined): NodeId | null {
  return (state as { readonly leader: NodeId | null } | undefined)?.leader ?? null;
}

/** Whether a command only reads. */
export function isRead(input: unknown): boolean {
  return (input as { readonly type: string }).type === "get";
}

/** What a client sends for a command of the key–value store. */
export function asked(input: unknown): Tagged {
  return isRead(input) ? { type: "read", command: input } as Tagged : bare(input);
}

/** Whether an answer says that the command has been executed. */
export function outcomeOf(answer: unknown): "ok" | "fail" {
  return (answer as Answer).ok ? "ok" : "fail";
}
