/**
 * What is given for parts 11 and 12, which are whole ones. There is nothing to fill in here.
 *
 * What each function of a placement and of a balancer must do is said beside it, in
 * `lib/placement/placement.ts` and `lib/placement/balance/balancer.ts`; those two files hold nothing but
 * that.
 *
 * @module
 */

import type { Balancer, Draws } from "hb/placement/balance/balancer.ts";
import type { Hashing } from "hb/placement/hash/hashing.ts";
import type { Member, Placement } from "hb/placement/placement.ts";

export type { Balancer, Draws, Request } from "hb/placement/balance/balancer.ts";
export type { Hashing, Key } from "hb/placement/hash/hashing.ts";
export type { Member, Placement } from "hb/placement/placement.ts";

/** Part 11. A way to place keys. */
export interface Placing {
  /** A placement of these nodes. All hashes are from `hashing`. */
  make(members: readonly Member[], hashing: Hashing): Placement;
}

/** Part 12. A load balancer. */
export interface Balancing {
  /** One without servers. All chance is from `draws`. */
  begin(draws: Draws): Balancer;
}
