/** What a mistake in placing keys is, and how to make one. @module */

import type { Hashing, Key } from "../hash/hashing.ts";
import { membersOf, withMember } from "../members.ts";
import type { Member, Placement } from "../placement.ts";

/** Makes a placement that is wrong in one thing. */
export type WrongMake = (
  members: readonly Member[],
  hashing: Hashing,
  keys: readonly string[],
) => Placement;

/** A mistake. */
export interface PlacementBug {
  /** The mistake and the harm that comes of it. */
  readonly words: string;
  /** What is done wrong. */
  readonly make: WrongMake;
  /** The name of the kind that it is a mistake in: "ring". */
  readonly kind: string;
  /** Who reported it, where one did. */
  readonly reports?: readonly string[];
  /** All guarantees of the suite that it breaks, but those that its kind cannot give anyway. */
  readonly breaks: readonly string[];
}

/** Mistakes by what is wrong. */
export type PlacementBugs = Readonly<Record<string, PlacementBug>>;

/**
 * A placement that is made anew from its list of nodes whenever that changes, in the order in which
 * they came.
 */
export function remade(
  members: readonly Member[],
  make: (members: readonly Member[]) => Placement,
): Placement {
  const made = make(members);
  return {
    ...made,
    add(member) {
      // Whatever must be refused is.
      withMember(membersOf(members), member);
      return remade([...members, member], make);
    },
    remove(id) {
      made.remove(id);
      return remade(members.filter((member) => member.id !== id), make);
    },
    weigh(id, weight) {
      made.weigh(id, weight);
      const weighed = members.map((member) => member.id === id ? { ...member, weight } : member);
      return remade(weighed, make);
    },
  };
}

/** A placement with other answers, after changes too. */
export function answering(
  right: Placement,
  wrong: (right: Placement) => Partial<Pick<Placement, "place" | "replicas">>,
): Placement {
  return {
    ...right,
    ...wrong(right),
    add: (member) => answering(right.add(member), wrong),
    remove: (id) => answering(right.remove(id), wrong),
    weigh: (id, weight) => answering(right.weigh(id, weight), wrong),
  };
}

/** The hash of a key as a number from 0 to `count` − 1. */
export function among(hashing: Hashing, key: Key, count: number): number {
  return hashing.key(key).high % count;
}
