/** What the suite of placements knows of them. @module */

import { type Hashing, hashing } from "../../../placement/hash/hashing.ts";
import type { Member, Placement } from "../../../placement/placement.ts";
import { Random } from "../../../sim/random.ts";

/**
 * Makes a placement of these nodes, with these hashes, for those who want to know which keys there
 * are.
 */
export type Make = (
  members: readonly Member[],
  hashing: Hashing,
  keys: readonly string[],
) => Placement;

/** A kind of placement. */
export interface PlacementKind {
  /** What it is called. */
  readonly name: string;
  /** Makes one. */
  readonly of: Make;
  /** Whether it knows weights; if not, it must refuse them. */
  readonly weights: boolean;
  /**
   * The relative standard deviation of shares of the hashes, without the error of sampling keys.
   */
  readonly deviation: number;
  /**
   * How many times its due a node has at most, rounded up to a key; default: there is no such
   * bound.
   */
  readonly most?: number;
  /** The guarantees that it cannot give, by their names, and why. */
  readonly lacks?: Readonly<Record<string, string>>;
}

/** Ten nodes in four zones, not sorted. */
export const MEMBERS: readonly Member[] = ["d", "b", "j", "a", "h", "c", "g", "e", "i", "f"].map((
  id,
  i,
) => ({
  id,
  zone: `rack ${i % 4}`,
}));

/** So many keys, the same each time. */
export function keysOf(count: number): readonly string[] {
  const random = new Random(1, "keys");
  return Array.from({ length: count }, (_, i) => `key ${i} ${random.below(1e9)}`);
}

/** Keys for whatever is compared key by key. */
export const KEYS: readonly string[] = keysOf(2000);

/** A placement of the kind with the hashes that it has in earnest. */
export function made(
  kind: PlacementKind,
  members: readonly Member[],
  keys: readonly string[] = KEYS,
): Placement {
  return kind.of(members, hashing(), keys);
}

/** The first key that two placements give to different nodes, among those that `matters`. */
export function difference(
  before: Placement,
  after: Placement,
  matters: (before: string, after: string) => boolean = () => true,
  keys: readonly string[] = KEYS,
): string | undefined {
  for (const key of keys) {
    const one = before.place(key), other = after.place(key);
    if (one !== other && matters(one, other)) return `"${key}" goes to ${one} and to ${other}`;
  }
  return undefined;
}

/** The nodes in another order. */
export function shuffled(members: readonly Member[], seed: number): readonly Member[] {
  const random = new Random(seed, "order"), shuffled = [...members];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [shuffled[i], shuffled[other]] = [shuffled[other]!, shuffled[i]!];
  }
  return shuffled;
}

/** How many keys each node has. */
export function sharesOf(placement: Placement, keys: readonly string[]): Map<string, number> {
  const shares = new Map(placement.members.map(({ id }) => [id, 0]));
  for (const key of keys) {
    const id = placement.place(key);
    shares.set(id, shares.get(id)! + 1);
  }
  return shares;
}
