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

import { tick } from "../../clocks/lamport.ts";
import type { Handlers, NodeId } from "../../model/protocol.ts";
import { graft, isNeighbour, keep, link, makeEager, makeLazy, prune, unlink } from "./links.ts";
import { announcing } from "./announcing.ts";
import { grafting } from "./grafting.ts";
import { holding } from "./holding.ts";
import { type Gossip, type Id, keyOf, type Message, type Timer, type TreeIo } from "./messages.ts";
import { isLater, type Rules, rules as paper } from "./rules.ts";
import { type Settings, settings as usual } from "./settings.ts";
import { newTree, type Tree } from "./state.ts";

/** What takes the broadcasts that come, in the step in which they come; each once. */
export type Deliver = (tree: Tree, gossip: Gossip, io: TreeIo) => void;

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

/** The application of those who have none: a list of what has come. */
export const logs: Deliver = ({ log }, { id, round, payload }) => {
  log.push({ id, round, payload });
};

/** The tree. */
export function treeOf(
  options: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
  deliver: Deliver = logs,
): TreeHandlers {
  const settings = { ...usual, ...options }, rules = { ...paper, ...wrong };
  const { announce, tellAll, dispatch, remind } = announcing(settings, rules);
  const { heard, settle, optimise, overdue } = grafting(settings, rules);
  const { hold, serve, age } = holding(settings, rules);

  /** EagerPush and LazyPush, and what comes before them: the first sight of a broadcast. */
  const receive = (s: Tree, gossip: Gossip, from: NodeId, io: TreeIo): void => {
    const { id, payload, round } = gossip, ageMs = rules.ageMs(gossip.ageMs);
    s.time = Math.max(s.time, id.time);
    hold(s, { id, payload, round, ageMs, at: io.now() }, io);
    deliver(s, { id, payload, round, ageMs }, io);
    for (const peer of s.eager) {
      if (peer !== from) {
        io.send(peer, { type: "gossip", id, payload, round: round + 1, ageMs });
      }
    }
    announce(s, id, round + 1, from, io);
  };

  const broadcast = (s: Tree, payload: unknown, io: TreeIo): Id => {
    const id = { time: tick(s.time), node: io.self };
    io.save({ time: id.time });
    s.parent = { node: io.self, id };
    receive(s, { id, payload, round: 0, ageMs: 0 }, io.self, io);
    return id;
  };

  /** A payload that is new: who brought it is a neighbour to keep. */
  const first = (s: Tree, gossip: Gossip, from: NodeId, io: TreeIo): void => {
    if (isNeighbour(s, from) && isLater(gossip.id, s.parent?.id)) {
      s.parent = { node: from, id: gossip.id };
    }
    receive(s, gossip, from, io);
    // The paper makes the link eager at this end only.
    if (rules.takesBack) keep(s, from, io);
    else makeEager(s, from);
    optimise(s, gossip, from, io);
    if (rules.settles) settle(s, gossip.id, io);
    if (rules.prunes({ isNew: true, fromParent: s.parent?.node === from })) prune(s, from, io);
  };

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
        if (rules.greets) tellAll(s, node, io);
      }
    },
    upon: {
      broadcast(s, { payload, from }, io) {
        io.answer(from, broadcast(s, payload, io));
      },
      gossip(s, { from, id, payload, round, ageMs }, io) {
        // Nobody hands on what is too old; it has been on its way for long, and may have been had and forgotten.
        if (settings.lifeMs > 0 && ageMs >= settings.lifeMs) return;
        if (!s.received.has(keyOf(id))) return first(s, { id, payload, round, ageMs }, from, io);
        const fromParent = s.parent?.node === from;
        if (rules.prunes({ isNew: false, fromParent })) prune(s, from, io);
      },
      ihave: (s, { from, has }, io) => heard(s, has, from, io),
      graft(s, { from, id }, io) {
        if (rules.graftsBack) makeEager(s, from);
        if (id !== null) serve(s, id, from, io);
      },
      prune(s, { from }, io) {
        const fromParent = s.parent?.node === from;
        if (!rules.holdsOnTo(fromParent)) makeLazy(s, from);
        else if (isNeighbour(s, from)) graft(s, from, null, io);
      },
    },
    after: { overdue, dispatch, remind, age },
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
