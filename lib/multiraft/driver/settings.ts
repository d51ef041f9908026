/** The settings of the placement driver. @module */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import { faultOf } from "../../consensus/raft/membership.ts";
import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { MultiRaft } from "../settings.ts";
import { type Book, bookMachine } from "./book.ts";
import { type PlanRules, planRules } from "./plan/rules.ts";

/** What a node is like. */
export interface Site {
  /** The zone, or rack, whose nodes may fail together. */
  readonly zone: string;
  /** How much it can carry, compared with others. */
  readonly capacity: number;
}

/** What the driver plans by. Times are in ms of a clock of whoever leads the driver. */
export interface PlanOptions {
  /** How long a step of an operator may take before it is given up; default 20 reports. */
  readonly stepMs?: number;
  /** How many replicas may come to a node at a time; default 2. */
  readonly maxIn?: number;
  /** How many replicas a node may send to others at a time; default 2. */
  readonly maxOut?: number;
  /** How many operators there are at a time that repair nothing; default 8. */
  readonly maxMoves?: number;
  /**
   * What counts as one replica where a node's replicas are compared; null: each one, whatever its
   * size. Default null.
   */
  readonly bytesPerReplica?: number | null;
  /** How many operations a second weigh as much as leading one more range; default 50. */
  readonly opsPerLeader?: number;
  /** How many operations a second weigh as much as one more replica; default 200. */
  readonly opsPerReplica?: number;
  /** By how much of the mean two nodes may differ without anything being moved; default 0.05. */
  readonly slack?: number;
  /** A larger range is split, in bytes; default: none. */
  readonly splitBytes?: number;
  /** A range of which more is asked a second is split; default: none. */
  readonly splitOps?: number;
  /**
   * Two neighbours that are together smaller, in bytes, are merged if little is asked of them;
   * default 0: none.
   */
  readonly mergeBytes?: number;
  /** How long a range is left alone after a split, in ms; default 40 reports. */
  readonly mergeAfterMs?: number;
  /** Whether replicas and leaders are moved only to repair and to drain; default false. */
  readonly restsOtherwise?: boolean;
}

/** What there is to set. Times are in ms of a node's own clock. */
export interface DriverOptions extends PlanOptions {
  /** The nodes that replicate the driver. */
  readonly members: readonly NodeId[];
  /** What a node is like; default: each is a zone of its own, and all carry alike. */
  readonly siteOf?: (node: NodeId) => Site;
  /** How many replicas a range shall have; default 3. */
  readonly replicas?: number;
  /** How often a node reports; default 500. */
  readonly reportMs?: number;
  /**
   * After how long without a report a node counts as lost, so that others wake what it led; default
   * 3 reports.
   */
  readonly lostMs?: number;
  /** After how long it counts as down, so that others get its replicas; default 10 reports. */
  readonly downMs?: number;
  /** How fast a load is forgotten by half; default 5,000. */
  readonly halfLifeMs?: number;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<PlanRules>;
}

/** What the driver plans by, decided. */
export type PlanSettings = Required<PlanOptions> & {
  /** The decisions. */
  readonly rules: PlanRules;
  /** How long news of a range may take. */
  readonly reportMs: number;
};

/** The driver's own group, as one node runs it. */
export type BookRaft = State<Book>;

/** Its protocol. */
export type BookProtocol = Protocol<BookRaft, RaftMessage, RaftTimer, Saved>;

/** All that is decided. */
export interface Driver extends PlanSettings {
  /** The nodes that replicate the driver. */
  readonly members: readonly NodeId[];
  /** What a node is like. */
  readonly siteOf: (node: NodeId) => Site;
  /** After how long a node counts as lost. */
  readonly lostMs: number;
  /** After how long it counts as down. */
  readonly downMs: number;
  /** How fast a load is forgotten by half. */
  readonly halfLifeMs: number;
  /** What each replica of the driver runs. */
  readonly protocol: BookProtocol;
}

/** Fills in what the options leave open. Throws a `RangeError` if they make no sense. */
export function decidedDriver(options: DriverOptions, multi: MultiRaft): Driver {
  const reportMs = options.reportMs ?? 500, replicas = options.replicas ?? 3;
  const lostMs = options.lostMs ?? 3 * reportMs, downMs = options.downMs ?? 10 * reportMs;
  const members = [...options.members].sort((a, b) => a - b);
  const fault = faultOf(votersOnly(members));
  if (fault !== undefined) {
    throw new RangeError(
      `Cannot run a placement driver because ${fault} among its members: given ${
        members.join(", ")
      }`,
    );
  }
  const positive = { reportMs, lostMs, downMs, halfLifeMs: options.halfLifeMs ?? 5000, replicas };
  for (const [name, value] of Object.entries(positive)) {
    if (value > 0) continue;
    throw new RangeError(
      `Cannot run a placement driver because ${name} must be above 0: given ${value}`,
    );
  }
  const nextGroup = Math.max(0, ...multi.ranges.map(({ group }) => group)) + 1;
  const { electionTimeoutMs, heartbeatMs } = multi;
  return {
    members,
    siteOf: options.siteOf ?? ((node) => ({ zone: String(node), capacity: 1 })),
    reportMs,
    lostMs,
    downMs,
    halfLifeMs: positive.halfLifeMs,
    stepMs: options.stepMs ?? 20 * reportMs,
    maxIn: options.maxIn ?? 2,
    maxOut: options.maxOut ?? 2,
    maxMoves: options.maxMoves ?? 8,
    bytesPerReplica: options.bytesPerReplica ?? null,
    opsPerLeader: options.opsPerLeader ?? 50,
    opsPerReplica: options.opsPerReplica ?? 200,
    slack: options.slack ?? 0.05,
    splitBytes: options.splitBytes ?? Infinity,
    splitOps: options.splitOps ?? Infinity,
    mergeBytes: options.mergeBytes ?? 0,
    mergeAfterMs: options.mergeAfterMs ?? 40 * reportMs,
    restsOtherwise: options.restsOtherwise ?? false,
    rules: { ...planRules, ...options.rules },
    protocol: raft({
      machine: bookMachine({ nextGroup, replicas }),
      members,
      electionTimeoutMs,
      heartbeatMs,
      snapshotEvery: 1000,
    }) as BookProtocol,
  };
}
