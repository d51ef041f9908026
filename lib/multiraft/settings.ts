/** The settings of Multi-Raft. @module */

import type { NodeId, Protocol } from "../model/protocol.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import type { Options as RaftOptions, Raft } from "../consensus/raft/settings.ts";
import { assembled } from "../consensus/raft/raft.ts";
import { decided as decidedRaft } from "../consensus/raft/steps.ts";
import { raftLog } from "../reads/raft_log.ts";
import type { Way } from "../reads/reader.ts";
import { reading } from "../reads/reading.ts";
import type { GroupMessage } from "./messages.ts";
import { type Interval, isEmpty, overlap } from "./range/interval.ts";
import type { GroupId } from "./range/interval.ts";
import { rangeMachine } from "./range/machine.ts";
import { type Rules, rules } from "./rules.ts";
import type { Group } from "./state.ts";

/** A range that is there from the beginning. */
export interface FirstRange extends Interval {
  /** The group that replicates it. */
  readonly group: GroupId;
  /** The nodes that have a replica. */
  readonly members: readonly NodeId[];
}

/** What there is to set. Times are in ms of a node's own clock. */
export interface Options {
  /** The ranges that are there from the beginning. No two may have a key in common. */
  readonly ranges: readonly FirstRange[];
  /** As for Raft; default 300 to 600. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
  /** How often a leader says that it is there; default 100. */
  readonly heartbeatMs?: number;
  /** Whether the heartbeats of all groups from one node to another travel as one message; default true. */
  readonly coalesces?: boolean;
  /** How exactly the timers of groups are kept; default 10. */
  readonly tickMs?: number;
  /** After how many heartbeats without anything to do a group goes to sleep; default: never. */
  readonly sleepAfter?: number;
  /** Take a snapshot of a range when this many entries have been applied since the last one; default 1,000. */
  readonly snapshotEvery?: number;
  /** How many entries before a snapshot stay in the log; default 0. */
  readonly keepEntries?: number;
  /** How ranges are read; default "read index". */
  readonly way?: Exclude<Way, "pqr" | "follower">;
  /** How long a gateway waits before it asks again; default 200. */
  readonly retryMs?: number;
  /** How often a gateway asks before it gives up, and its client never hears of it; default 100. */
  readonly maxTries?: number;
  /** Further settings of each group's Raft. */
  readonly raft?: Omit<RaftOptions, "machine" | "members" | "whenNotLeading">;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** What one replica's protocol is. */
export type GroupProtocol = Protocol<Group, GroupMessage, RaftTimer, Saved>;

/** All that is decided. */
export interface MultiRaft extends Required<Omit<Options, "raft" | "rules">> {
  /** The decisions. */
  readonly rules: Rules;
  /** What each replica runs. */
  readonly protocol: GroupProtocol;
  /** Its Raft, without the reads. */
  readonly raft: Raft;
}

/** Fills in what the options leave open. Throws a `RangeError` if they make no sense. */
export function decided(options: Options): MultiRaft {
  const electionTimeoutMs = options.electionTimeoutMs ?? [300, 600];
  const heartbeatMs = options.heartbeatMs ?? 100, tickMs = options.tickMs ?? 10;
  const snapshotEvery = options.snapshotEvery ?? 1000, keepEntries = options.keepEntries ?? 0;
  const way = options.way ?? "read index", sleepAfter = options.sleepAfter ?? Infinity;
  const retryMs = options.retryMs ?? 200, maxTries = options.maxTries ?? 100;
  const all: Rules = { ...rules, ...options.rules };
  assertRanges(options.ranges);
  assertWaits({ retryMs, maxTries, sleepAfter, way });
  if (!(tickMs > 0 && tickMs <= heartbeatMs)) {
    cannot(`tickMs must be above 0 and at most heartbeatMs (${heartbeatMs})`, `${tickMs}`);
  }
  const settings: RaftOptions = {
    ...options.raft,
    machine: rangeMachine(all) as unknown as RaftOptions["machine"],
    electionTimeoutMs,
    heartbeatMs,
    snapshotEvery,
    keepEntries,
  };
  const settled = decidedRaft(settings);
  return {
    ranges: options.ranges,
    electionTimeoutMs,
    heartbeatMs,
    coalesces: options.coalesces ?? true,
    tickMs,
    sleepAfter,
    snapshotEvery,
    keepEntries,
    way,
    retryMs,
    maxTries,
    rules: all,
    raft: settled,
    protocol: reading(raftLog(settings, assembled(settled)), { way }) as unknown as GroupProtocol,
  };
}

function cannot(because: string, given: string): never {
  throw new RangeError(`Cannot run Multi-Raft because ${because}: given ${given}`);
}

const ways: readonly string[] = ["log", "read index", "leader lease"];

function assertWaits(
  { retryMs, maxTries, sleepAfter, way }: Pick<
    MultiRaft,
    "retryMs" | "maxTries" | "sleepAfter" | "way"
  >,
): void {
  if (!(retryMs > 0 && retryMs < Infinity)) {
    cannot("retryMs must be a finite number above 0", `${retryMs}`);
  }
  if (!(maxTries >= 1)) cannot("maxTries must be 1 or more", `${maxTries}`);
  if (!(sleepAfter >= 1)) cannot("sleepAfter must be 1 or more", `${sleepAfter}`);
  if (!ways.includes(way)) cannot(`way must be one of ${ways.join(", ")}`, `"${way}"`);
}

function assertRanges(ranges: readonly FirstRange[]): void {
  const wordsOf = ({ group, start }: FirstRange) => `range ${group} from "${start}"`;
  const groups = new Set<GroupId>();
  for (const range of ranges) {
    const { group, members } = range, words = wordsOf(range);
    if (!(Number.isInteger(group) && group > 0)) {
      cannot("a group must be a whole number from 1 on", words);
    }
    if (groups.has(group)) cannot("each range must have a group of its own", words);
    groups.add(group);
    if (members.length === 0) cannot("each range must have members", words);
    const areNodes = members.every((node) => Number.isInteger(node) && node >= 0);
    if (!areNodes || new Set(members).size < members.length) {
      cannot(
        "members must be distinct nodes, which are numbers from 0 on",
        `${words} with ${members.join(", ")}`,
      );
    }
    if (isEmpty(range)) cannot("each range must have a key", words);
  }
  const sorted = [...ranges].sort((a, b) => a.start < b.start ? -1 : 1);
  for (const [i, range] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next === undefined || !overlap(range, next)) continue;
    cannot("no two ranges may have a key in common", `${wordsOf(next)}, and range ${range.group}`);
  }
}
