/**
 * Quorum systems with a third kind of quorum, for rounds in which voters may vote for different values (Lamport
 * 2006, *Fast Paxos*, section 3.1). Whoever takes over hears of the votes of one quorum, and must be able to tell
 * what may have been decided. A value has been decided in a fast round when a fast quorum has voted for it. If two
 * values could both have been, for all that is heard, nobody could tell which; so any quorum that takes over and any
 * two fast quorums must have a member in common, who cannot have voted for both.
 *
 * As with the other quorums, only those that take over must meet those that decide (Howard, Charapko and Mortier
 * 2021, *Fast Flexible Paxos*). Lamport's classic quorums do both, in the words of this library.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { disjointQuorums, type QuorumSystem, sized, weighted, without } from "./system.ts";

/** A quorum system with fast quorums. */
export interface FastQuorumSystem extends QuorumSystem {
  /** Whether these are enough to decide in a round in which others may have voted for something else. */
  fast(present: ReadonlySet<NodeId>): boolean;
}

/** How such a system is made for the members of a configuration. */
export type FastQuorums = (members: readonly NodeId[]) => FastQuorumSystem;

/**
 * Any `classic` members take over, and decide in classic rounds; any `fast` decide in fast ones. That is safe when
 * two classic quorums, and a classic one with two fast ones, are more than all members once and twice.
 */
export function fastSized(classic: number, fast: number): FastQuorums {
  return (members) => ({
    ...sized(classic, classic)(members),
    words: `${classic} of ${members.length} in classic rounds, ${fast} in fast ones`,
    fast: sized(fast, fast)(members).phase2,
  });
}

/** More than half in classic rounds, three quarters in fast ones: the fewest for classic rounds (section 3.4.1). */
export function fastMajorities(members: readonly NodeId[]): FastQuorumSystem {
  const { length } = members;
  return fastSized((length >> 1) + 1, Math.ceil(3 * length / 4))(members);
}

/** More than two thirds in all rounds: the fewest for fast rounds, where both are the same (section 3.4.1). */
export function twoThirds(members: readonly NodeId[]): FastQuorumSystem {
  const most = Math.floor(2 * members.length / 3) + 1;
  return fastSized(most, most)(members);
}

/** Votes of different weight: `classic` is enough in classic rounds and `fast` in fast ones. */
export function fastWeighted(
  weights: ReadonlyMap<NodeId, number>,
  classic: number,
  fast: number,
): FastQuorums {
  return (members) => ({
    ...weighted(weights, classic, classic)(members),
    words: `a weight of ${classic} in classic rounds, ${fast} in fast ones`,
    fast: weighted(weights, fast, fast)(members).phase2,
  });
}

/** Quorums that have nobody in common, each without a member that it can do without. */
export interface QuorumsApart {
  /** They take over, and cannot tell. */
  readonly phase1: readonly NodeId[];
  /** One quorum that decides in a classic round, or two that might decide two values in a fast one. */
  readonly phase2: readonly (readonly NodeId[])[];
}

/** The most members whose sets are all looked at. */
const MOST_MEMBERS = 12;

/**
 * A quorum of phase 1 and one of phase 2, or a quorum of phase 1 and two fast ones, that have nobody in common;
 * undefined when all meet, which is what Fast Paxos rests on. There may be 12 members at most.
 *
 * @example Three of four are enough in a fast round, and three of five are not
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fastSized, quorumsApart } from "hb/replicated/quorum/fast.ts";
 *
 * assertEquals(quorumsApart(fastSized(3, 3)([0, 1, 2, 3])), undefined);
 * assertEquals(quorumsApart(fastSized(3, 3)([0, 1, 2, 3, 4])), {
 *   phase1: [0, 1, 2],
 *   phase2: [[2, 3, 4], [0, 3, 4]],
 * });
 * ```
 */
export function quorumsApart(system: FastQuorumSystem): QuorumsApart | undefined {
  const { members } = system;
  if (members.length > MOST_MEMBERS) {
    throw new RangeError(
      `Cannot look for fast quorums that do not meet because there must be at most ${MOST_MEMBERS} members: ` +
        `given ${members.length}`,
    );
  }
  const two = disjointQuorums(system);
  if (two !== undefined) return { phase1: two.phase1, phase2: [two.phase2] };
  const all = 2 ** members.length - 1;
  const chosen = (set: number) => members.filter((_, i) => (set & 1 << i) !== 0);
  const isFast = Array.from({ length: all + 1 }, (_, set) => system.fast(new Set(chosen(set))));
  for (let set = 0; set <= all; set++) {
    if (!system.phase1(new Set(chosen(set)))) continue;
    // Those of `set` who are in the one fast quorum are not in the other; all others may be in both.
    for (let part = set;; part = (part - 1) & set) {
      const one = part | all & ~set, other = all & ~part;
      if (isFast[one] && isFast[other]) {
        const fast = (present: ReadonlySet<NodeId>) => system.fast(present);
        return {
          phase1: without(chosen(set), (present) => system.phase1(present)),
          phase2: [without(chosen(one), fast), without(chosen(other), fast)],
        };
      }
      if (part === 0) break;
    }
  }
  return undefined;
}

/** Throws, and says which quorums do not meet, unless a system is one for fast rounds. */
export function assertFastQuorums(system: FastQuorumSystem): void {
  const apart = quorumsApart(system);
  if (apart === undefined) return;
  const { phase1, phase2 } = apart;
  const [deciding, ...others] = phase2.map((quorum) => `{${quorum.join(", ")}}`);
  throw new RangeError(
    `Cannot decide by these quorums because ` +
      (others.length === 0
        ? `each that takes over must meet each that decides`
        : `each that takes over must have a member in common with any two fast ones`) +
      ` (${system.words}): given {${phase1.join(", ")}} and ${[deciding, ...others].join(" and ")}`,
  );
}
