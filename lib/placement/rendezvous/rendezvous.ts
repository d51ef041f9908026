/**
 * Rendezvous hashing, or highest random weight (Thaler and Ravishankar 1998): a key goes to the
 * node with which its score is greatest. Only keys of a node that goes move, each to its second
 * best; and only keys for which a new node is the best go to it. There is nothing to keep but
 * names; a lookup asks all nodes.
 *
 * Nodes of different weights are compared by −weight/ln h. Those that are worth the same to a key
 * are taken by name.
 *
 * @module
 */

import { placement } from "../face.ts";
import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { membersOf, weightOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { score, weigh } from "./score.ts";

/** How it is made. */
export interface RendezvousOptions {
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
}

/** A placement whose nodes' hashes can be seen, as those who score many keys at once need them. */
export interface Rendezvous extends HashPlacement {
  /** The hashes of the nodes: the upper halves, and the lower. */
  readonly hashes: Hashes;
  /** With one node more. */
  add(member: Member): Rendezvous;
  /** Without a node. */
  remove(id: string): Rendezvous;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Rendezvous;
}

/** Hashes of nodes by their places. */
export interface Hashes {
  /** The upper 32 bits of each. */
  readonly highs: Uint32Array;
  /** The lower. */
  readonly lows: Uint32Array;
}

/** The nodes in rendezvous. */
export function rendezvous(
  given: Iterable<Member> = [],
  options: RendezvousOptions = {},
): Rendezvous {
  const { hashing = newHashing() } = options;
  return over(membersOf(given), hashing);
}

/** The hashes of nodes. */
export function hashesOf(members: readonly Member[], hashing: Hashing): Hashes {
  const all = members.map(({ id }) => hashing.point(id, 0));
  return {
    highs: Uint32Array.from(all, ({ high }) => high),
    lows: Uint32Array.from(all, ({ low }) => low),
  };
}

function over(members: readonly Member[], hashing: Hashing): Rendezvous {
  const hashes = hashesOf(members, hashing), { highs, lows } = hashes;
  const weights = members.map(weightOf);
  const isEven = weights.every((weight) => weight === weights[0]);
  // −1/ln h rises with h: with one weight for all, scores do.
  const worth = (hash: Hash64, at: number) => {
    const plain = score(hash, highs[at]!, lows[at]!);
    return isEven ? plain : weigh(plain, weights[at]!);
  };
  const face = placement<Rendezvous>({
    members,
    hashing,
    stateBytes: highs.byteLength + lows.byteLength + 8 * weights.length,
    pick: (hash) => best(members.length, (at) => worth(hash, at)),
    walk(hash) {
      const worths = members.map((_, at) => worth(hash, at));
      return worths.map((_, at) => at).sort((a, b) => worths[b]! - worths[a]! || a - b);
    },
    add: (member) => over(withMember(members, member).members, hashing),
    removeAt: (at) => over(members.toSpliced(at, 1), hashing),
    weighAt: (at, member) => over(membersOf(members.with(at, member)), hashing),
  });
  return { ...face, hashes };
}

/** The place with the greatest worth; of equal ones the first, whose name is the least. */
export function best(count: number, worth: (at: number) => number): number {
  let found = 0, greatest = -1;
  for (let at = 0; at < count; at++) {
    const own = worth(at);
    if (own > greatest) {
      found = at;
      greatest = own;
    }
  }
  return found;
}
