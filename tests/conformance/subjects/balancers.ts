/** A balancer for the suite to be tried on until the library has one, and balancers that are wrong. */

import { Digest } from "hb/model/digest.ts";
import type { Balancer } from "../balancer.ts";

const tight = { most: 1.25, needless: 0 } as const;

function weight(member: number, key: string): string {
  const digest = new Digest();
  digest.add(`${member}`);
  digest.add(key);
  return digest.hex();
}

function greatest(members: readonly number[], key: string): number {
  return members.reduce((a, b) => weight(b, key) > weight(a, key) ? b : a);
}

const number = (key: string) => parseInt(weight(0, key).slice(0, 8), 16);

/** Rendezvous hashing: the member whose digest with the key is greatest. */
export const rendezvous: Balancer = { ...tight, name: "rendezvous hashing", pick: greatest };

/** Every key moves when the number of members changes. */
export const modulo: Balancer = {
  ...tight,
  name: "digest modulo positions among the sorted",
  pick: (members, key) => [...members].sort((a, b) => a - b)[number(key) % members.length]!,
};

/** It depends on the order in which members are named. */
export const byPosition: Balancer = {
  ...tight,
  name: "digest modulo positions in the list",
  pick: (members, key) => members[number(key) % members.length]!,
};

/** All keys go to one member. */
export const theLeast: Balancer = {
  ...tight,
  name: "always the least member",
  pick: (members) => Math.min(...members),
};

/** It takes itself for a member whose number is its position. */
export const positions: Balancer = {
  ...tight,
  name: "positions instead of members",
  pick: (members, key) => [...members].sort((a, b) => a - b).indexOf(greatest(members, key)),
};
