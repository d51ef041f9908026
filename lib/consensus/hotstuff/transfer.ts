/**
 * The state of a stable checkpoint, for a replica that was away for so long that others have forgotten the blocks which it
 * lacks. It believes a state that a quorum has signed, whoever gives it: f + 1 of the signers are loyal, and loyal
 * replicas sign what they have executed. Pages go by their digests, so a liar can give none that is wrong; one that gives
 * none costs the time until all are asked again, and pages that have come need not come again.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { isServed } from "../byzantine_client/served.ts";
import { isStable, prune, stableHeight } from "./checkpoint.ts";
import type { HotStuffIo, Sent } from "./messages.ts";
import { save } from "./save.ts";
import type { HotStuff } from "./settings.ts";
import { digestOf, restore, type Snapshot } from "./snapshot.ts";
import type { Replica } from "./state.ts";
import { baseOf, heightOf } from "./tree.ts";

/** Offers the state of its stable checkpoint to one that lacks what it has forgotten. */
export function offerState(s: Replica, to: NodeId, io: HotStuffIo): void {
  const { stable } = s, snapshot = s.snapshots.get(baseOf(s));
  if (stable === null || snapshot?.height !== stable.statement.height) return;
  io.send(to, { type: "offer", stable, digests: snapshot.digests });
}

/** Somebody offers a state: what is missing of it is asked for. */
export function uponOffer(
  hotstuff: HotStuff,
  s: Replica,
  { stable, digests, from }: Sent<"offer">,
  io: HotStuffIo,
): void {
  const { height, state } = stable.statement;
  if (!isStable(hotstuff, stable) || digestOf(hotstuff, digests) !== state) return;
  if (height <= Math.max(heightOf(s), (s.transfer?.stable.statement.height ?? 0) - 1)) return;
  const known = s.transfer?.pages ?? new Map<string, unknown>();
  // Most pages of a later state are those of an earlier one.
  const pages = new Map([...known].filter(([digest]) => digests.includes(digest)));
  s.transfer = { stable, digests, pages };
  for (const digest of new Set(digests)) {
    if (!pages.has(digest)) io.send(from, { type: "fetchPage", digest });
  }
}

/** Somebody asks for a page. */
export function uponFetchPage(
  { members }: HotStuff,
  s: Replica,
  { digest, from }: Sent<"fetchPage">,
  io: HotStuffIo,
): void {
  if (!members.includes(from)) return;
  for (const { digests, pages } of s.snapshots.values()) {
    const page = digests.indexOf(digest);
    if (page >= 0) return io.send(from, { type: "page", digest, content: pages[page] });
  }
}

/** A page has come; whether the state is whole now, and the replica goes on from there. */
export function takePage(
  hotstuff: HotStuff,
  s: Replica,
  { digest, content }: Sent<"page">,
  io: HotStuffIo,
): boolean {
  const { transfer } = s;
  if (transfer === null || !transfer.digests.includes(digest)) return false;
  if (!hotstuff.rules.isPage(digestOf(hotstuff, content), digest)) return false;
  const { digests, pages, stable } = transfer;
  pages.set(digest, content);
  if (digests.some((each) => !pages.has(each))) return false;
  s.transfer = null;
  const { height } = stable.statement;
  if (height <= heightOf(s)) return false;
  const snapshot = { height, digests, pages: digests.map((each) => pages.get(each)) };
  install(hotstuff, s, snapshot);
  if (height > stableHeight(s)) s.stable = stable;
  save(hotstuff, io, { type: "checkpoint", stable, snapshot });
  return true;
}

/** Goes on from a state, and forgets what it knew of the blocks up to there. */
function install(hotstuff: HotStuff, s: Replica, snapshot: Snapshot): void {
  restore(hotstuff, s, snapshot);
  s.snapshots.clear();
  s.snapshots.set(snapshot.height, snapshot);
  s.decided = null;
  prune(s);
  for (const [client, { statement }] of s.pool) if (isServed(s, statement)) s.pool.delete(client);
}
