/**
 * Placement by ranges of keys, as in Bigtable, TiKV and CockroachDB: neighbours lie together, so
 * that a scan asks few nodes, and where keys go is told, not computed. A node that comes has
 * nothing until ranges are moved to it; who moves them, and where to split, is a scheduler's
 * matter.
 *
 * @module
 */

import { assertCount, assertSome } from "../face.ts";
import type { Key } from "../hash/hashing.ts";
import { assertEven, membersOf, placeOf, withMember } from "../members.ts";
import type { Member, Placement } from "../placement.ts";
import { overZones } from "../spread.ts";
import { merge, move, type RangeMap, rangeOf, split, wholeRange } from "./range_map.ts";

/** A placement that is told. It knows no weights. */
export interface Ranges extends Placement {
  /** Which ranges there are, and who keeps them. */
  readonly map: RangeMap;
  /** Two ranges in the place of the one with this key, which is the first of the second. */
  split(key: Key): Ranges;
  /**
   * One range in the place of that which begins at this key and the one before it, both on one
   * node.
   */
  merge(key: Key): Ranges;
  /** The range that begins at this key, on another node. */
  move(key: Key, id: string): Ranges;
  /** With one node more, which keeps nothing unless it is the only one. */
  add(member: Member): Ranges;
  /** Without a node; each of its ranges goes to who has the fewest then. */
  remove(id: string): Ranges;
  /** Refused: nodes have no weights here. */
  weigh(id: string, weight: number): Ranges;
}

/** Nobody keeps a range only while there is no node. */
const NOBODY = "";

/** All keys in one range, on the node whose name is the least. */
export function ranges(given: Iterable<Member> = []): Ranges {
  const members = membersOf(given);
  return over(members, wholeRange(members[0]?.id ?? NOBODY));
}

function over(members: readonly Member[], map: RangeMap): Ranges {
  assertEven(members, "a map of ranges");
  const owner = (key: Key) => placeOf(members, rangeOf(map, key).id, "find");
  return {
    members,
    map,
    place(key) {
      assertSome(members);
      return members[owner(key)]!.id;
    },
    replicas(key, count) {
      assertCount(members, count);
      if (count === 0) return [];
      const first = owner(key);
      const walk = members.map((_, i) => (first + i) % members.length);
      return overZones(walk, members, count).map((at) => members[at]!.id);
    },
    split: (key) => over(members, split(map, key)),
    merge: (key) => over(members, merge(map, key)),
    move(key, id) {
      placeOf(members, id, "move a range to");
      return over(members, move(map, key, id));
    },
    add(member) {
      const { members: more } = withMember(members, member);
      return over(more, members.length > 0 ? map : handOver(map, NOBODY, more));
    },
    remove(id) {
      const left = members.toSpliced(placeOf(members, id, "remove"), 1);
      return over(left, handOver(map, id, left));
    },
    weigh(id, weight) {
      const at = placeOf(members, id, "weigh");
      return over(membersOf(members.with(at, { ...members[at]!, weight })), map);
    },
  };
}

/**
 * The ranges of one node, one after another, to whom of the others has the fewest, by name among
 * equals.
 */
function handOver(map: RangeMap, from: string, to: readonly Member[]): RangeMap {
  const counts = new Map(to.map(({ id }) => [id, 0]));
  for (const id of map.ids) if (counts.has(id)) counts.set(id, counts.get(id)! + 1);
  const ids = map.ids.map((id) => {
    if (id !== from) return id;
    const [least] = [...counts].reduce((a, b) => b[1] < a[1] ? b : a, ["", Infinity]);
    counts.set(least, (counts.get(least) ?? 0) + 1);
    return least;
  });
  return { ...map, ids };
}
