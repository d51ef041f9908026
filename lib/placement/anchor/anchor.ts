/**
 * AnchorHash (Mendelson and others, IEEE/ACM Transactions on Networking 2021): keys go to buckets
 * of a fixed number, and from those that no node has, on to others. A node that comes or goes moves
 * its own keys only, shares are even, and a lookup takes 1 + ln(buckets/nodes) steps.
 *
 * It is no function of the set: which bucket a node has, and where keys of removed ones go, depends
 * on the order in which nodes came and went. All who place keys must be told the same changes in
 * the same order, as by a log.
 *
 * @module
 */

import { placement } from "../face.ts";
import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import { assertEven, membersOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { type AnchorRules, rules as rightRules } from "./rules.ts";
import { salted } from "../salted.ts";
import { bucketOf, type Buckets, newBuckets, withOneMore, withoutOne } from "./buckets.ts";

/** All buckets are copied at each change. */
const MOST_BUCKETS = 2 ** 24;

/** How it is made. */
export interface AnchorOptions {
  /** How many nodes there are at most; default: twice as many as at first, and at least 64. */
  readonly capacity?: number;
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
  /** Default: the right ones. */
  readonly rules?: AnchorRules;
}

/** Nodes in buckets; the first ones in the order of their names. It knows no weights. */
export function anchor(given: Iterable<Member> = [], options: AnchorOptions = {}): HashPlacement {
  const members = membersOf(given);
  const { capacity = Math.max(64, 2 * members.length), hashing = newHashing() } = options;
  const { rules = rightRules } = options;
  if (!Number.isSafeInteger(capacity) || capacity > MOST_BUCKETS) {
    throw new RangeError(
      `Cannot make buckets because there are at most ${MOST_BUCKETS}: given ${capacity} buckets`,
    );
  }
  if (capacity < Math.max(1, members.length)) {
    throw new RangeError(
      `Cannot make buckets because each node needs one: given ${capacity} buckets, ${members.length} nodes`,
    );
  }
  const ids = new Map(members.map(({ id }, bucket) => [bucket, id]));
  return over(members, { buckets: newBuckets(capacity, members.length), ids, hashing, rules });
}

interface State {
  readonly buckets: Buckets;
  /** Who has a bucket. */
  readonly ids: ReadonlyMap<number, string>;
  readonly hashing: Hashing;
  readonly rules: AnchorRules;
}

function over(members: readonly Member[], { buckets, ids, hashing, rules }: State): HashPlacement {
  assertEven(members, "an anchor");
  const capacity = buckets.A.length, places = new Int32Array(capacity).fill(-1);
  const placeOf = new Map(members.map(({ id }, at) => [id, at]));
  for (const [bucket, id] of ids) places[bucket] = placeOf.get(id)!;
  const pick = (hash: Parameters<HashPlacement["pick"]>[0]) => places[bucketOf(buckets, hash)]!;
  return placement({
    members,
    hashing,
    stateBytes: buckets.A.byteLength + buckets.K.byteLength + places.byteLength,
    pick,
    walk: (hash) => salted(hash, members.length, pick),
    add(member) {
      const { members: more } = withMember(members, member);
      if (more.length > capacity) {
        throw new RangeError(
          `Cannot add a node because each needs a bucket: given ${capacity} buckets for ${more.length} nodes`,
        );
      }
      const { buckets: after, bucket } = withOneMore(buckets, rules);
      return over(more, {
        buckets: after,
        ids: new Map(ids).set(bucket, member.id),
        hashing,
        rules,
      });
    },
    removeAt(at) {
      const bucket = places.indexOf(at), left = new Map(ids);
      left.delete(bucket);
      return over(members.toSpliced(at, 1), {
        buckets: withoutOne(buckets, bucket),
        ids: left,
        hashing,
        rules,
      });
    },
    weighAt: (at, member) =>
      over(membersOf(members.with(at, member)), { buckets, ids, hashing, rules }),
  });
}
