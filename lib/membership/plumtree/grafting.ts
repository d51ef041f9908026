/**
 * What a node does about broadcasts that it has heard of and not had (Leitão, Pereira and Rodrigues 2007, algorithms 2
 * and 4).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { isKnown } from "./holding.ts";
import { graft, isNeighbour, prune } from "./links.ts";
import {
  type Announcement,
  type Gossip,
  type Id,
  keyOf,
  type Timer,
  type TreeIo,
} from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Missing, Tree } from "./state.ts";

/** How a node asks. */
export interface Grafting {
  /** These have been announced. */
  heard(s: Tree, has: readonly Announcement[], from: NodeId, io: TreeIo): void;
  /** A broadcast that may have been waited for has come. */
  settle(s: Tree, id: Id, io: TreeIo): void;
  /** Two links change places if word was ahead of the payload by enough rounds. */
  optimise(s: Tree, gossip: Gossip, from: NodeId, io: TreeIo): void;
  /** A broadcast has not come: the next who announced it is asked. */
  overdue(s: Tree, timer: Extract<Timer, { type: "overdue" }>, io: TreeIo): void;
}

/** Asks. */
export function grafting(settings: Settings, rules: Rules): Grafting {
  const { timeoutMs, retryMs, tries, threshold } = settings;

  const wait = (s: Tree, { id, round }: Announcement, from: NodeId, io: TreeIo): void => {
    const key = keyOf(id);
    if (!rules.lacks(isKnown(s, id, rules))) return;
    const known = s.missing.get(key);
    const missing: Missing = known ?? { announcers: [], rounds: new Map(), asked: 0 };
    if (!missing.rounds.has(from)) {
      // Whoever has not been asked yet is asked before those who have, and in full.
      if (missing.asked > 0) missing.announcers.unshift(from);
      else missing.announcers.push(from);
      missing.asked = 0;
    }
    missing.rounds.set(from, round);
    if (known !== undefined) return;
    s.missing.set(key, missing);
    const patience = rules.patienceMs(timeoutMs);
    if (patience !== undefined) io.wait(patience, { type: "overdue", key, id });
  };

  return {
    heard(s, has, from, io) {
      for (const announcement of has) wait(s, announcement, from, io);
    },
    settle(s, id, io) {
      const key = keyOf(id);
      if (s.missing.delete(key)) io.cancel("overdue", key);
    },
    optimise(s, { id, round }, from, io) {
      const missing = s.missing.get(keyOf(id));
      const best = missing && earliest(s, missing);
      if (best === undefined || best.node === from) return;
      if (!(round - best.round >= threshold)) return;
      if (s.parent?.node === from) s.parent = { node: best.node, id: s.parent.id };
      graft(s, best.node, null, io);
      prune(s, from, io);
    },
    overdue(s, { key, id }, io) {
      const missing = s.missing.get(key), node = missing?.announcers[0];
      if (missing === undefined || node === undefined || missing.asked === tries) {
        // Whoever announces it again is asked again.
        s.missing.delete(key);
        return;
      }
      missing.asked++;
      missing.announcers = [...rules.nextAnnouncers(missing.announcers)];
      graft(s, node, id, io);
      io.wait(retryMs, { type: "overdue", key, id });
    },
  };
}

/** The neighbour from which a broadcast would have come in the fewest rounds. */
function earliest(
  s: Tree,
  { rounds }: Missing,
): { readonly node: NodeId; readonly round: number } | undefined {
  let best: { node: NodeId; round: number } | undefined;
  for (const [node, round] of rounds) {
    if (!isNeighbour(s, node)) continue;
    if (best === undefined || round < best.round) best = { node, round };
  }
  return best;
}
