/**
 * The load of quorums (Naor and Wool 1998, *The load, capacity, and availability of quorum systems*): in what share of
 * phases the busiest member is asked, if each phase asks one quorum, drawn in the best way. With `c` members in the
 * smallest quorum, of `n`, it is `c / n` or more, and `1 / c` or more where all quorums meet each other; so then it is
 * never below one by the root of `n`.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Phase } from "./survival.ts";
import { type QuorumSystem, without } from "./system.ts";

/** A load, how it is come by, and why it is no less. */
export interface Load {
  /** From 0 to 1. */
  readonly load: number;
  /** How often each quorum is asked, in their order; together 1. Nobody is asked more often than the load says. */
  readonly strategy: readonly number[];
  /**
   * What each member counts, in their order; together 1. In each quorum the members count as much as the load, or more; so
   * in whatever way quorums are drawn, one of them is asked that often.
   */
  readonly weights: readonly number[];
}

/** The most members whose sets are all looked at. */
const MOST_MEMBERS = 20;

/** All quorums of a kind from which nobody can be left out. All sets are tried, so there may be 20 members at most. */
export function* leastQuorums(system: QuorumSystem, phase: Phase): Generator<readonly NodeId[]> {
  const { members } = system;
  if (members.length > MOST_MEMBERS) {
    throw new RangeError(
      `Cannot go through all quorums because there must be at most ${MOST_MEMBERS} members: ` +
        `given ${members.length}`,
    );
  }
  const isEnough = (present: ReadonlySet<NodeId>) => system[phase](present);
  for (let set = 0; set < 2 ** members.length; set++) {
    const some = members.filter((_, i) => (set & 1 << i) !== 0);
    if (isEnough(new Set(some)) && without(some, isEnough).length === some.length) yield some;
  }
}

/**
 * The load of these quorums, by a linear program: with `u` of each quorum so that nobody is in more than 1 of them, as many
 * as there can be; then that many divide 1. Throws `RangeError` if there are none, or one without members.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { leastQuorums, loadOf } from "hb/replicated/quorum/load.ts";
 * import { majorities } from "hb/replicated/quorum/system.ts";
 *
 * const system = majorities([0, 1, 2, 3, 4]);
 * assertAlmostEquals(loadOf(system.members, leastQuorums(system, "phase2")).load, 3 / 5);
 * // Who asks a wheel's hub and one of its spokes, or all spokes, need not ask the hub each time.
 * const wheel = [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2, 3, 4]];
 * assertAlmostEquals(loadOf([0, 1, 2, 3, 4], wheel).load, 4 / 7);
 * ```
 */
export function loadOf(
  members: readonly NodeId[],
  quorums: Iterable<readonly NodeId[]>,
): Load {
  const all = [...quorums];
  if (all.length === 0 || all.some(({ length }) => length === 0)) {
    throw new RangeError(
      `Cannot tell the load because there must be quorums, and members in each: given ${all.length}`,
    );
  }
  const { rows, basis, goal } = solved(tableau(members, all));
  const packed = goal.at(-1)!, strategy = new Array<number>(all.length).fill(0);
  for (const [i, column] of basis.entries()) {
    if (column < all.length) strategy[column] = rows[i]!.at(-1)! / packed;
  }
  const weights = members.map((_, i) => goal[all.length + i]! / packed);
  return { load: 1 / packed, strategy, weights };
}

/** A linear program in the form of Dantzig's simplex method, the right sides last. */
interface Tableau {
  /** For each member: in which quorums it is; then its slack. */
  readonly rows: number[][];
  /** Which column each row is solved for. */
  readonly basis: number[];
  /** What is to be gained by a column, negative. */
  readonly goal: number[];
}

function tableau(members: readonly NodeId[], quorums: readonly (readonly NodeId[])[]): Tableau {
  const sets = quorums.map((quorum) => new Set(quorum));
  return {
    rows: members.map((member, row) => [
      ...sets.map((set) => set.has(member) ? 1 : 0),
      ...members.map((_, i) => i === row ? 1 : 0),
      1,
    ]),
    basis: members.map((_, i) => quorums.length + i),
    goal: [...quorums.map(() => -1), ...members.map(() => 0), 0],
  };
}

/** What is nearer to 0 is 0: the numbers are sums and quotients of small whole ones. */
const NEARLY = 1e-9;

/**
 * Goes on while something is to be gained: by the column that gains most, or, after a step that gained nothing, by the first, and
 * so by the first row (Bland 1977), so that it ends.
 */
function solved(program: Tableau): Tableau {
  const { rows, basis, goal } = program;
  for (let isStuck = false;;) {
    const column = gainful(goal, isStuck);
    if (column < 0) return program;
    let pivot = -1, least = Infinity;
    for (const [i, row] of rows.entries()) {
      if (row[column]! <= NEARLY) continue;
      const ratio = row.at(-1)! / row[column]!;
      const isTie = Math.abs(ratio - least) <= NEARLY && basis[i]! < basis[pivot]!;
      if (ratio < least - NEARLY || isTie) [pivot, least] = [i, ratio];
    }
    const chosen = rows[pivot]!, by = chosen[column]!;
    for (let i = 0; i < chosen.length; i++) chosen[i]! /= by;
    for (const row of [...rows, goal]) {
      const times = row[column]!;
      if (row === chosen || times === 0) continue;
      for (let i = 0; i < row.length; i++) row[i]! -= times * chosen[i]!;
    }
    basis[pivot] = column;
    isStuck = least <= NEARLY;
  }
}

/** The column that gains most, or the first that gains anything; −1 if there is none. */
function gainful(goal: readonly number[], first: boolean): number {
  let best = -1;
  for (let i = 0; i < goal.length - 1; i++) {
    if (goal[i]! >= (best < 0 ? -NEARLY : goal[best]!)) continue;
    best = i;
    if (first) return best;
  }
  return best;
}
