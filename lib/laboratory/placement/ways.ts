/** The ways to place that the tables of moves and costs compare. @module */

import { anchor } from "../../placement/anchor/anchor.ts";
import { placement } from "../../placement/face.ts";
import { hashing } from "../../placement/hash/hashing.ts";
import { jumping } from "../../placement/jump/jump.ts";
import { maglev } from "../../placement/maglev/maglev.ts";
import { membersOf, withMember } from "../../placement/members.ts";
import type { HashPlacement, Member } from "../../placement/placement.ts";
import { rendezvous } from "../../placement/rendezvous/rendezvous.ts";
import { skeleton } from "../../placement/rendezvous/skeleton.ts";
import { ring } from "../../placement/ring/ring.ts";

/** A way, and what it is called in a table. */
export interface NamedWay {
  /** As in "ring, 100 points". */
  readonly name: string;
  /** Places keys on these nodes. */
  readonly of: (members: readonly Member[]) => HashPlacement;
}

/** The paper's larger table. */
const LARGE = 655_373;

/** All of them, from the naive one on. */
export const ways: readonly NamedWay[] = [
  { name: "hash modulo nodes", of: modulo },
  { name: "ring, 100 points", of: (members) => ring(members) },
  { name: "ring, 1,000 points", of: (members) => ring(members, { points: 1000 }) },
  { name: "jump", of: (members) => jumping(members) },
  { name: "rendezvous", of: (members) => rendezvous(members) },
  { name: "rendezvous, skeleton", of: (members) => skeleton(members) },
  { name: "Maglev, 65,537 entries", of: (members) => maglev(members) },
  { name: "Maglev, 655,373 entries", of: (members) => maglev(members, { size: LARGE }) },
  { name: "anchor", of: (members) => anchor(members) },
];

/** What everybody would try first: the remainder, by the names' order. */
export function modulo(given: Iterable<Member>): HashPlacement {
  const members = membersOf(given);
  return placement({
    members,
    hashing: hashing(),
    stateBytes: 0,
    pick: ({ high }) => high % members.length,
    walk: ({ high }) => members.map((_, i) => (high + i) % members.length),
    add: (member) => modulo(withMember(members, member).members),
    removeAt: (at) => modulo(members.toSpliced(at, 1)),
  });
}
