/**
 * Consistent hashing (Karger and others, STOC 1997) with virtual nodes, as in Chord and Dynamo:
 * each node has points on a circle of 2^32 positions, and a key belongs to the node of the first
 * point from its hash on.
 *
 * A node that comes takes keys from its neighbours and moves none among the others; one that goes
 * leaves its own. With v points each, the standard deviation of the nodes' shares is about 1/√v of
 * the mean. A lookup is a binary search.
 *
 * @module
 */

import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import { placement } from "../face.ts";
import { membersOf, weightOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { type Points, pointsOf, pointsOfAll, without } from "./points.ts";
import { type RingRules, rules as rightRules } from "./rules.ts";

/** More points of one node than that are a mistake in its weight. */
const MOST_POINTS = 2 ** 20;

/** How a ring is made. */
export interface RingOptions {
  /** How many points weight 1 is worth, from 1 on; default 100. */
  readonly points?: number;
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
  /** Default: the right ones. */
  readonly rules?: RingRules;
}

/** A placement that can be looked into. */
export interface Ring extends HashPlacement {
  /** All points. */
  readonly points: Points;
  /** With one node more. */
  add(member: Member): Ring;
  /** Without a node. */
  remove(id: string): Ring;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Ring;
}

/**
 * A ring of these nodes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ring } from "hb/placement/ring/ring.ts";
 *
 * const before = ring([{ id: "a" }, { id: "b" }]);
 * const after = before.add({ id: "c" });
 * const moved = ["x", "y", "z"].filter((key) => before.place(key) !== after.place(key));
 * for (const key of moved) assertEquals(after.place(key), "c");
 * ```
 */
export function ring(given: Iterable<Member> = [], options: RingOptions = {}): Ring {
  const { points: each = 100, hashing = newHashing(), rules = rightRules } = options;
  if (!Number.isSafeInteger(each) || each < 1) {
    throw new RangeError(
      `Cannot make a ring because weight 1 must be worth at least one point: given ${each}`,
    );
  }
  const members = membersOf(given), settings = { each, hashing, rules };
  return over(members, pointsOfAll(members.map((member) => own(member, settings))), settings);
}

type Settings = Pick<Required<RingOptions>, "hashing" | "rules"> & { readonly each: number };

/**
 * The points of a node. How many they are depends on its own weight alone: were it its share of the
 * weight of all, each node that comes would change it, and move keys among nodes that have nothing
 * to do with it (ketama).
 */
function own(member: Member, { each, hashing }: Settings): Uint32Array {
  const count = Math.max(1, Math.round(each * weightOf(member)));
  if (count <= MOST_POINTS) return pointsOf(hashing, member.id, count);
  throw new RangeError(
    `Cannot make points because a node has at most ${MOST_POINTS}: given ${count} for "${member.id}"`,
  );
}

function over(members: readonly Member[], points: Points, settings: Settings): Ring {
  const { hashing, rules: { merge, search, spread } } = settings, { positions, owners } = points;
  const face = placement<Ring>({
    members,
    hashing,
    spread,
    stateBytes: positions.byteLength + owners.byteLength,
    pick: ({ high }) => owners[search(positions, high)]!,
    *walk({ high }) {
      const start = search(positions, high);
      for (let i = 0; i < owners.length; i++) yield owners[(start + i) % owners.length]!;
    },
    add(member) {
      const { members: more, at } = withMember(members, member);
      return over(more, merge(points, own(member, settings), at), settings);
    },
    removeAt: (at) => over(members.toSpliced(at, 1), without(points, at), settings),
  });
  return { ...face, points };
}
