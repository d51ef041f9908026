/** A replica wants to go to another view, and shows the highest certificate that it knows. @module */

import { isGenuine, leaderOf } from "./checks.ts";
import { learn } from "./learn.ts";
import type { HotStuffIo, Sent } from "./messages.ts";
import { comeAlong, gather, showEntrance } from "./pacemaker.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { viewOf } from "./tree.ts";

/** Somebody wants to go to a view. */
export function uponNewView(
  hotstuff: HotStuff,
  s: Replica,
  { wish, high, entrance, from }: Sent<"newView">,
  io: HotStuffIo,
): void {
  const { cluster, members } = hotstuff, { signer, statement } = wish;
  if (signer !== from || !members.includes(from) || statement.cluster !== cluster) return;
  if (!isGenuine(hotstuff, high) || high.statement.phase !== hotstuff.phases[0]) return;
  const { wish: wanted } = statement;
  const isInTime = leaderOf(hotstuff, wanted) === io.self && wanted >= s.view &&
    s.proposed < wanted;
  if (hotstuff.rules.listens(isInTime)) {
    // Whoever is behind is helped.
    if (viewOf(high) < viewOf(s.high)) io.send(from, { type: "certified", certificate: s.high });
    // Nor may one be left in a view that others have left because it decided something.
    const isBehind = wanted < s.view || wanted === s.view && s.wish > s.view;
    const endsIt = isBehind && s.ended !== null && viewOf(s.ended) >= wanted - 1;
    // Where nobody else waits for anything, it may have missed the end of the last view. (The leader hears from all.)
    const isAlone = !s.timing && wanted >= s.view && leaderOf(hotstuff, wanted) !== io.self;
    if (s.ended !== null && (endsIt || isAlone)) {
      io.send(from, { type: "certified", certificate: s.ended });
    }
    learn(hotstuff, s, high, from, io);
  }
  // A liar may have shown to this replica alone that a quorum wants to be here.
  const isThere = (entrance?.statement.wish ?? 0) >= wanted;
  if (wanted === s.view && s.entrance !== null && !isThere) showEntrance(hotstuff, s, from, io);
  if (entrance !== null) comeAlong(hotstuff, s, entrance, io);
  const known = s.wishes.get(from)?.statement.wish ?? 0;
  if (wanted > known) s.wishes.set(from, wish);
  gather(hotstuff, s, io);
}
