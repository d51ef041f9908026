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
import { digestOf, restore } from "./pages.ts";
import type { Snapshot } from "./snapshot.ts";
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
  if (height <= heightOf(s)) return;
  // One of each: whoever waited for the highest alone could be made to wait for a liar.
  s.offers.set(from, { stable, digests });
  forgetPages(s);
  for (const digest of new Set(digests)) {
    if (!s.pages.has(digest)) io.send(from, { type: "fetchPage", digest });
  }
}

/** States that it has come past are needed no more. */
export function dropOffers(s: Replica): void {
  if (s.offers.size === 0) return;
  for (const [node, { stable }] of s.offers) {
    if (stable.statement.height <= heightOf(s)) s.offers.delete(node);
  }
  forgetPages(s);
}

/** Pages that belong to no state that is offered. */
function forgetPages({ offers, pages }: Replica): void {
  const wanted = new Set([...offers.values()].flatMap(({ digests }) => digests));
  for (const digest of pages.keys()) if (!wanted.has(digest)) pages.delete(digest);
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
  if (![...s.offers.values()].some(({ digests }) => digests.includes(digest))) return false;
  if (!hotstuff.rules.isPage(digestOf(hotstuff, content), digest)) return false;
  s.pages.set(digest, content);
  for (const { stable, digests } of s.offers.values()) {
    const { height } = stable.statement;
    if (height <= heightOf(s) || digests.some((each) => !s.pages.has(each))) continue;
    const snapshot = { height, digests, pages: digests.map((each) => s.pages.get(each)) };
    install(hotstuff, s, snapshot);
    if (height > stableHeight(s)) s.stable = stable;
    save(hotstuff, io, { type: "checkpoint", stable, snapshot });
    return true;
  }
  return false;
}

/** Goes on from a state, and forgets what it knew of the blocks up to there. */
function install(hotstuff: HotStuff, s: Replica, snapshot: Snapshot): void {
  restore(hotstuff, s, snapshot);
  s.snapshots.clear();
  s.snapshots.set(snapshot.height, snapshot);
  s.decided = null;
  prune(s);
  dropOffers(s);
  for (const [client, request] of s.pool) if (isServed(s.served, request)) s.pool.delete(client);
}
