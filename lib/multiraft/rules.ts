/** The decisions of a node. A bug replaces one of them. @module */

import { configurationOf } from "../consensus/raft/state.ts";
import { isJoint, isVoter } from "../consensus/raft/configuration.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import { lastPosition } from "../consensus/raft/log.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Beat, Epoch, GroupMessage } from "./messages.ts";
import { type GroupId, type Interval, overlap, type Range } from "./range/interval.ts";
import { type RangeRules, rangeRules } from "./range/rules.ts";
import { hasBegun } from "./range/state.ts";
import type { Group, NodeState, Replica, Tombstone } from "./state.ts";

/** The decisions. */
export interface Rules extends RangeRules {
  /** Whether a task that was meant for the epoch `asked` is for this one. */
  isEpoch(asked: Epoch, own: Epoch): boolean;
  /** Whether the snapshot of a range may be installed beside the ranges that are here, its own left out. */
  mayInstall(range: Range, others: readonly Range[]): boolean;
  /** Whether a replica of a range that is split off is here already, and stays as it is. */
  isHere(there: Readonly<Replica> | undefined): boolean;
  /** What binds a replica of a range that is split off: what one that waited here for a snapshot has promised. */
  bound(there: Readonly<Replica> | undefined): Pick<Group, "term" | "votedFor"> | null;
  /** What of a replica that is split off is saved together with the split. */
  savedAtBirth(journal: readonly Saved[]): readonly Saved[];
  /** Whether a message of this type wakes a replica that sleeps. */
  wakesUpon(type: GroupMessage["type"]): boolean;
  /** Groups that a node which beats is believed to lead besides those that it beats for. */
  vouchedFor(s: Readonly<NodeState>, from: NodeId, beats: readonly Beat[]): GroupId[];
  /** Whether a range that has stopped goes on because its neighbour has not answered, so often as it was asked. */
  givesUp(tries: number): boolean;
  /** Whether a gateway that has asked so often in vain forgets where it believed the range to be. */
  doubts(unheard: number): boolean;
  /** Whether a message whose sender has this configuration brings a replica back that is gone. */
  revives(conf: number, tombstone: Tombstone): boolean;
  /**
   * Whether a message whose sender takes this node for a member, in the configuration `conf`, is news to a replica
   * whose own configuration is `own`, in which it is a member or not.
   */
  isCall(conf: number, own: number, isMember: boolean): boolean;
  /** Whether a log that is decided up to `decided` tells the end of a replica that is a member's in `called` to others. */
  isSince(decided: number, called: number): boolean;
  /** What of a replica that is gone binds the next one on its node. */
  promised(tombstone: Tombstone | undefined): Pick<Tombstone, "term" | "votedFor"> | undefined;
  /** Whether an answer to a round of messages is of a replica that became a member in round `admitted`. */
  isOfThisLife(round: number, admitted: number): boolean;
  /** Whether an answer is to what this gateway has asked since it started last. */
  isOfThisBoot(boot: number, own: number): boolean;
  /** Whether what a neighbour says of a range that had stopped in one version holds for it as it is. */
  isOfThisStop(stopped: number, version: number): boolean;
  /** Whether the part of a scan that begins with a key is the one that is waited for. */
  isOfThisPart(start: string, key: string): boolean;
  /** Where a scan goes on, given the keys that it has come through, and where the next range is believed to be. */
  nextPart(keys: Interval, next: Range | undefined): string;
  /** Whether a leader has nothing to do, so that its group may sleep after a while. */
  isQuiet(group: Readonly<Group>, self: NodeId): boolean;
  /** Whether a follower has all that the leader of a group has that would sleep. */
  maySleep(group: Readonly<Group>, beat: Beat): boolean;
  /** Whether all others sleep that a leader must know to be asleep. */
  allSleep(replica: Readonly<Replica>, self: number): boolean;
  /** Whether a replica that slept for so long may help to elect another leader when it wakes. */
  lostLease(sleptMs: number, electionTimeoutMs: number): boolean;
}

/** The right ones. */
export const rules: Rules = {
  ...rangeRules,
  isEpoch: (asked, own) => asked.conf === own.conf && asked.version === own.version,
  mayInstall: (range, others) =>
    !others.some((other) => overlap(range, other) && other.version < range.version),
  isHere: (there) => there !== undefined && hasBegun(there.group.machine),
  bound: (there) => there?.group ?? null,
  savedAtBirth: (journal) => journal,
  wakesUpon: () => true,
  vouchedFor: () => [],
  givesUp: () => false,
  doubts: (unheard) => unheard % 8 === 0,
  revives: (conf, tombstone) => tombstone.conf !== null && conf > tombstone.conf,
  isCall: (conf, own) => conf > own,
  isSince: (decided, called) => decided >= called,
  promised: (tombstone) => tombstone,
  isOfThisLife: (round, admitted) => round > admitted,
  isOfThisBoot: (boot, own) => boot === own,
  isOfThisStop: (stopped, version) => stopped === version,
  isOfThisPart: (start, key) => start === key,
  nextPart: (keys) => keys.end!,
  isQuiet(group, self) {
    // Who leaves must still make somebody else lead.
    if (!isVoter(configurationOf(group), self)) return false;
    const { leading, commitIndex, lastApplied, log, transfer, waiting, machine, reads } = group;
    const { index } = lastPosition(log);
    if (leading === null || transfer !== undefined || machine.merging !== null) return false;
    if (commitIndex !== index || lastApplied !== index) return false;
    if (waiting.size > 0 || reads.waiting.length > 0 || reads.asked.size > 0) return false;
    if (isJoint(configurationOf(group))) return false;
    return [...leading.progress.values()].every(({ match }) => match === index);
  },
  maySleep(group, { term, previous, commit }) {
    const last = lastPosition(group.log);
    return group.term === term && last.index === previous.index && last.term === previous.term &&
      commit === last.index && group.commitIndex === last.index;
  },
  allSleep: ({ group, sleepers }) =>
    [...group.leading!.progress.keys()].every((node) => sleepers.has(node)),
  lostLease: (sleptMs, electionTimeoutMs) => sleptMs >= electionTimeoutMs,
};
