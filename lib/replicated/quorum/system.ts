/**
 * Quorum systems with two kinds of quorum (Howard, Malkhi and Spiegelman 2016): one kind is needed to take over
 * (phase 1 of Paxos), the other to decide (phase 2). Paxos is safe when each of the one kind meets each of the
 * other; that two of the same kind meet is not needed. Majorities are the usual choice for both.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { rowsOf } from "./rows.ts";

/** Which sets of members are quorums. A set that contains a quorum is one. */
export interface QuorumSystem {
  /** What it is, in a few words. */
  readonly words: string;
  /** Everybody who counts. */
  readonly members: readonly NodeId[];
  /** Whether these are enough to take over: to know whatever may have been decided before. */
  phase1(present: ReadonlySet<NodeId>): boolean;
  /** Whether these are enough to decide. */
  phase2(present: ReadonlySet<NodeId>): boolean;
}

/** How a quorum system is made for the members of a configuration. */
export type Quorums = (members: readonly NodeId[]) => QuorumSystem;

/** More than half, for both phases. */
export function majorities(members: readonly NodeId[]): QuorumSystem {
  const most = (members.length >> 1) + 1;
  return { ...sized(most, most)(members), words: `majorities of ${members.length}` };
}

/** Any `phase1` members take over and any `phase2` decide. All meet when both together are more than there are. */
export function sized(phase1: number, phase2: number): Quorums {
  return (members) => ({
    words: `${phase1} of ${members.length} to take over, ${phase2} to decide`,
    members,
    phase1: (present) => count(members, present) >= phase1,
    phase2: (present) => count(members, present) >= phase2,
  });
}

/** Members lie in rows of `columns`: a whole row is needed to take over, and one of each row to decide. */
export function grid(columns: number): Quorums {
  return (members) => {
    const rows = rowsOf(members, columns);
    return {
      words: `a row of ${rows.length} × ${columns} to take over, one of each row to decide`,
      members,
      phase1: (present) => rows.some((row) => row.every((member) => present.has(member))),
      phase2: (present) => rows.every((row) => row.some((member) => present.has(member))),
    };
  };
}

/** Votes of different weight (Gifford 1979): `weights` says how much each member's counts. */
export function weighted(
  weights: ReadonlyMap<NodeId, number>,
  phase1: number,
  phase2: number,
): Quorums {
  return (members) => {
    const weigh = (present: ReadonlySet<NodeId>) =>
      members.reduce(
        (sum, member) => sum + (present.has(member) ? weights.get(member) ?? 0 : 0),
        0,
      );
    return {
      words: `a weight of ${phase1} to take over, ${phase2} to decide`,
      members,
      phase1: (present) => weigh(present) >= phase1,
      phase2: (present) => weigh(present) >= phase2,
    };
  };
}

/** Two quorums that do not meet, each without a member that it can do without. */
export interface Disjoint {
  /** They take over, and hear nothing of the others. */
  readonly phase1: readonly NodeId[];
  /** They decide. */
  readonly phase2: readonly NodeId[];
}

/** The most members whose sets are all looked at. */
const MOST_MEMBERS = 20;

/**
 * A quorum of phase 1 and one of phase 2 that have nobody in common; undefined when all meet, which is what
 * Paxos rests on. All sets of members are tried, so there may be 20 at most.
 */
export function disjointQuorums(system: QuorumSystem): Disjoint | undefined {
  const { members } = system;
  if (members.length > MOST_MEMBERS) {
    throw new RangeError(
      `Cannot look for disjoint quorums because there must be at most ${MOST_MEMBERS} members: ` +
        `given ${members.length}`,
    );
  }
  for (let set = 0; set < 2 ** members.length; set++) {
    const some = members.filter((_, i) => (set & 1 << i) !== 0);
    const others = members.filter((_, i) => (set & 1 << i) === 0);
    if (!system.phase1(new Set(some)) || !system.phase2(new Set(others))) continue;
    return {
      phase1: without(some, (present) => system.phase1(present)),
      phase2: without(others, (present) => system.phase2(present)),
    };
  }
  return undefined;
}

/** A quorum, less whoever is not needed in it. */
export function without(
  quorum: readonly NodeId[],
  enough: (present: ReadonlySet<NodeId>) => boolean,
): readonly NodeId[] {
  const left = new Set(quorum);
  for (const member of quorum) {
    left.delete(member);
    if (!enough(left)) left.add(member);
  }
  return [...left].sort((a, b) => a - b);
}

function count(members: readonly NodeId[], present: ReadonlySet<NodeId>): number {
  return members.reduce((sum, member) => sum + (present.has(member) ? 1 : 0), 0);
}
