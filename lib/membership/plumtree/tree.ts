/**
 * The broadcast tree (Leitão, Pereira and Rodrigues 2007, *Epidemic broadcast trees*, SRDS, algorithms 1 to 4).
 *
 * Payloads go over eager links; over all others goes only word of them. Whoever gets a payload twice has one link too
 * many and prunes the second, so that eager links become a tree; whoever hears of a payload that does not come has lost
 * its branch, and grafts the link over which it heard.
 *
 * There is one tree for all who broadcast: it is the best for whoever made it.
 *
 * @module
 */

import type { Handlers, NodeId } from "../../model/protocol.ts";
import { graft, isNeighbour, link, makeEager, makeLazy, prune, unlink } from "./links.ts";
import { announcing } from "./announcing.ts";
import { grafting } from "./grafting.ts";
import { holding, isKnown } from "./holding.ts";
import type { Id, Message, Timer, TreeIo } from "./messages.ts";
import { type Rules, rules as paper } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import { type Deliver, logs, spreading } from "./spreading.ts";
import { newTree, type Tree } from "./state.ts";

/** A tree's handlers, and what its membership tells it. */
export interface TreeHandlers {
  /** A node without neighbours, whose last broadcast was at `saved`, 0 if there was none; its timers begin. */
  start(io: TreeIo, saved: number): Tree;
  /** Upon messages. */
  readonly upon: Handlers<Tree, Message, { readonly from: NodeId }, TreeIo>;
  /** After timers. */
  readonly after: Handlers<Tree, Timer, unknown, TreeIo>;
  /** These are the neighbours now. */
  neighbours(tree: Tree, now: readonly NodeId[], io: TreeIo): void;
  /** Tells everybody; the id. */
  broadcast(tree: Tree, payload: unknown, io: TreeIo): Id;
}

/** The tree. Throws `RangeError` for a setting that cannot be. */
export function treeOf(
  options: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
  deliver: Deliver = logs,
): TreeHandlers {
  const settings = settingsWith(options), rules = { ...paper, ...wrong };
  const announces = announcing(settings, rules), grafts = grafting(settings, rules);
  const holds = holding(settings, rules);
  const { broadcast, first } = spreading(rules, { ...announces, ...grafts, ...holds, deliver });
  return {
    start(io, saved) {
      const { remindMs } = settings;
      if (remindMs > 0) io.wait(1 + io.choose(remindMs), { type: "remind" });
      return newTree(rules.begins(saved));
    },
    broadcast,
    neighbours(s, now, io) {
      for (const node of [...s.eager, ...s.lazy]) {
        if (!now.includes(node)) down(s, node, rules);
      }
      for (const node of now) {
        if (isNeighbour(s, node)) continue;
        link(s, node);
        if (rules.greets) announces.tellAll(s, node, io);
      }
    },
    upon: {
      broadcast(s, { payload, from }, io) {
        io.answer(from, broadcast(s, payload, io));
      },
      gossip(s, { from, id, payload, round, ageMs }, io) {
        // Nobody hands on what is too old; it has been on its way for long, and may have been had and forgotten.
        if (settings.lifeMs > 0 && ageMs >= settings.lifeMs) return;
        if (!isKnown(s, id, rules)) return first(s, { id, payload, round, ageMs }, from, io);
        const fromParent = s.parent?.node === from;
        if (rules.prunes({ isNew: false, fromParent })) prune(s, from, io);
      },
      ihave: (s, { from, has }, io) => grafts.heard(s, has, from, io),
      graft(s, { from, id }, io) {
        if (rules.graftsBack) makeEager(s, from);
        if (id !== null) holds.serve(s, id, from, io);
      },
      prune(s, { from }, io) {
        const fromParent = s.parent?.node === from;
        if (!rules.holdsOnTo(fromParent)) makeLazy(s, from);
        else if (isNeighbour(s, from)) graft(s, from, null, io);
      },
    },
    after: {
      overdue: grafts.overdue,
      dispatch: announces.dispatch,
      remind: announces.remind,
      age: holds.age,
    },
  };
}

/** NeighborDown: the link goes, and nothing is expected of it. */
function down(s: Tree, node: NodeId, { lets }: Rules): void {
  if (!lets) return;
  unlink(s, node);
  if (s.parent?.node === node) s.parent = null;
  for (const missing of s.missing.values()) {
    missing.announcers = missing.announcers.filter((each) => each !== node);
    missing.rounds.delete(node);
  }
  s.queue = s.queue.filter(({ to }) => to !== node);
}
