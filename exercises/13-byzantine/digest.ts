/** Names of data, and who leads. There is nothing to fill in here. @module */

import { Digest } from "hb/model/digest.ts";
import { encode } from "hb/model/encode.ts";
import type { NodeId } from "hb/model/protocol.ts";

/** A short digest of plain data: the same for equal data. (Among real liars it must be SHA-256 or the like.) */
export function digestOf(value: unknown): string {
  const digest = new Digest();
  digest.add(encode(value));
  return digest.hex();
}

/** The primary, or leader, of a view: view 0 belongs to replica 0, and so on, around and around. */
export function leaderOf(view: number, replicas: number): NodeId {
  return view % replicas;
}

/** Part 11: in a row each replica leads so many views, as a block takes four of one loyal leader to be decided. */
export const TENURE = 4;

/** The leader of a view in part 11: views 0 to 3 belong to replica 0, 4 to 7 to replica 1, and so on, around and around. */
export function chiefOf(view: number, replicas: number): NodeId {
  return Math.floor(view / TENURE) % replicas;
}
