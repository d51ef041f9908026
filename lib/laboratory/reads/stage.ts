/**
 * Three servers on which reads are shown: server 0 leads, messages take 10 ms, and what is asked and what goes wrong
 * is written down. The first two seconds, in which a leader is found, are over when it begins.
 *
 * @module
 */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import type { History } from "../../model/history.ts";
import type { Io, NodeId, Tagged } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { multiPaxosLog } from "../../reads/multipaxos_log.ts";
import { raftLog } from "../../reads/raft_log.ts";
import type { ReadOptions, Way } from "../../reads/reader.ts";
import { reading } from "../../reads/reading.ts";
import type { ReplicatedLog } from "../../reads/replicated_log.ts";
import type { Answer } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import type { WorldOptions } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import {
  type AnyStore,
  type AnyWay,
  asked,
  leaderOf,
  type LogName,
  outcomeOf,
  storeOf,
} from "./ways.ts";

/** How reads are served. "naive": whoever is asked answers from what it has executed. */
export type Serves = AnyWay | "naive";

/** Something that is asked of a server: read a key, write it, or what an administrator wants. */
export interface Asked {
  /** When, in ms after the stage is set. */
  readonly at: number;
  /** Which server; default 0. */
  readonly node?: NodeId;
  /** "x?" reads, "x←1" writes; else it is sent as it is. */
  readonly what: string | (Tagged & Readonly<Record<string, unknown>>);
}

/** What is played. */
export interface Play {
  /** How reads are served. */
  readonly way: Serves;
  /** The log that is read; default: Raft where the way fits it. */
  readonly log?: LogName;
  /** What is asked, each by a client of its own. */
  readonly asks: readonly Asked[];
  /** What goes wrong; times are after the stage is set, as those of what is asked. */
  readonly faults?: Schedule;
  /** How patient servers are; default: a heartbeat in 200 ms, a timeout of 600 to 1,200. */
  readonly settings?: Patience;
  /** How long an fsync takes, in ms; default 0. */
  readonly fsyncMs?: number;
  /** What is changed about reads from a log, or done wrong. */
  readonly reads?: Omit<ReadOptions, "way">;
  /** How long it goes on, in ms; default 100. */
  readonly forMs?: number;
}

/** What came of it. */
export interface Played {
  /** The run; its times are in ms after the stage is set. */
  readonly trace: Trace;
  /** What clients asked, and what they were answered; times likewise. */
  readonly history: History;
  /** Whether the history is linearizable. */
  readonly linearizable: boolean;
}

/** When the stage is set, in ms of virtual time. */
const SET_MS = 2000;

/** The leader has sent its last heartbeat so long before that at least and at most, in ms. */
const CALM_MS = [25, 50] as const;

/** How patient servers are. */
export interface Patience {
  /** How often a leader says that it is there, in ms. */
  readonly heartbeatMs: number;
  /** How long a server waits for that at least and at most, in ms. */
  readonly electionTimeoutMs: readonly [least: number, most: number];
}

/** How long leases are where others than the leader hold them, in ms. */
const LEASE_MS = 700;

const PATIENT: Patience = { heartbeatMs: 200, electionTimeoutMs: [600, 1200] };

/** For runs in which somebody else is to lead soon: a heartbeat in 60 ms, a timeout of 180 to 360. */
export const HASTY: Patience = { heartbeatMs: 60, electionTimeoutMs: [180, 360] };

function protocolOf({ way, log, settings = PATIENT, reads }: Play): AnyStore {
  const name = log ??
    (way === "pqr" || way === "quorum lease" || way === "bodega" ? "Multi-Paxos" : "Raft");
  if (way !== "naive" && reads === undefined) {
    return storeOf({ way, log: name, leaseMs: LEASE_MS, ...settings });
  }
  const machine = keyValueMachine as PaxosOptions["machine"];
  const options = { ...settings, machine, whenNotLeading: "forward" as const };
  const replicated =
    (name === "Raft" ? raftLog(options) : multiPaxosLog(options)) as unknown as ReplicatedLog;
  if (way === "naive") return answersAtOnce(replicated);
  return reading(replicated, { ...reads, way: way as Way }) as unknown as AnyStore;
}

/** A log whose servers answer reads at once, whoever they are. */
function answersAtOnce(log: ReplicatedLog): AnyStore {
  const { protocol } = log;
  return {
    ...protocol,
    upon: {
      ...protocol.upon,
      read(s: object, event: Tagged, io: Io<Tagged, Tagged, unknown>) {
        const { from, command } = event as Tagged & Read;
        const result: Answer = { ok: true, index: log.executed(s), result: log.read(s, command) };
        io.answer(from, result);
      },
    },
  };
}

type Read = { readonly from: NodeId; readonly command: unknown };

function inputOf(what: Asked["what"]): unknown {
  if (typeof what !== "string") return what;
  const [key = "", value] = what.split("←");
  return value === undefined
    ? { type: "get", key: key.replace("?", "") }
    : { type: "put", key, value };
}

/** Plays: the first seed is taken with which server 0 leads when the stage is set, and no heartbeat is due soon. */
export function play(script: Play): Played {
  let seed = 1;
  while (!isSet(script, seed)) seed++;
  const world = worldOf(script, seed, { states: true });
  world.run(SET_MS + (script.forMs ?? 100));
  const history = world.history.map((operation) => ({
    ...operation,
    invokedAt: operation.invokedAt - SET_MS,
    endedAt: operation.endedAt - SET_MS,
  }));
  const trace = world.trace.map(sinceSet), at = brokenAt(history);
  if (at === undefined) return { trace, history, linearizable: true };
  const violation = { kind: "violation", at, invariant, words, nodes: [] } as const;
  const [before, after] = [
    trace.filter((event) => event.at <= at),
    trace.filter((event) => event.at > at),
  ];
  return { trace: [...before, violation, ...after], history, linearizable: false };
}

const invariant = linearizableStore.name,
  words = "no order of what was asked explains every answer";

/** When the first answer comes with which the history is not linearizable; undefined if none does. */
function brokenAt(history: History): number | undefined {
  const ends = history.map(({ endedAt }) => endedAt).filter(Number.isFinite).sort((a, b) => a - b);
  return ends.find((at) => {
    const seen = history.filter(({ invokedAt }) => invokedAt <= at).map((operation) => {
      if (operation.endedAt <= at) return operation;
      const { output: _, ...rest } = operation;
      return { ...rest, outcome: "unknown" as const, endedAt: Infinity };
    });
    return linearizableStore.check({ at, states: [], history: seen }) !== undefined;
  });
}

/** The same event, in ms after the stage is set. */
function sinceSet(event: TraceEvent): TraceEvent {
  const at = event.at - SET_MS;
  if (event.kind !== "fault" || event.until === undefined) return { ...event, at };
  return { ...event, at, until: event.until - SET_MS };
}

/** Whether all take server 0 for the leader when the stage is set, and it has told all so a short while ago. */
function isSet(script: Play, seed: number): boolean {
  const [least, most] = CALM_MS;
  let told = 0;
  const world = worldOf(script, seed, {
    trace: "none",
    strict: false,
    tap: ({ from, body }) => {
      if (from === 0 && isHeartbeat(body)) told = world.now;
    },
  });
  world.run(SET_MS - 1);
  const ago = SET_MS - told;
  return ago >= least && ago <= most && world.states.every((s) => leaderOf(s) === 0);
}

/** A message by which a leader of either log says that it is there, and nothing else. */
function isHeartbeat(body: unknown): boolean {
  const { type, entries, values } = body as Tagged & {
    readonly entries?: readonly unknown[];
    readonly values?: readonly unknown[];
  };
  return (type === "appendEntries" || type === "accept") && (entries ?? values)!.length === 0;
}

function worldOf(
  script: Play,
  seed: number,
  watched: Pick<
    WorldOptions<object, Tagged, Tagged, unknown>,
    "trace" | "strict" | "tap" | "states"
  >,
): World<object, Tagged, Tagged, unknown> {
  const { asks, faults = [], fsyncMs = 0 } = script;
  return new World<object, Tagged, Tagged, unknown>({
    protocol: protocolOf(script),
    nodes: 3,
    seed,
    network: { latency: constant(10) },
    disk: { fsync: constant(fsyncMs) },
    faults: faults.map((fault) => "at" in fault ? { ...fault, at: SET_MS + fault.at } : fault),
    clients: {
      workload: asks.map(({ at, what }): Ask[] => [{ at: SET_MS + at, input: inputOf(what) }]),
      ask: (input) => isCommand(input) ? asked(input) : input as Tagged,
      to: ({ client }) => asks[client]!.node ?? 0,
      outcome: outcomeOf,
    },
    ...watched,
  });
}

function isCommand(input: unknown): boolean {
  return "key" in (input as object);
}
