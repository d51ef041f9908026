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
