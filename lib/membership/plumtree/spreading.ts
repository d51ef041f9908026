/**
 * What a node does with a broadcast that is new to it (Leitão, Pereira and Rodrigues 2007, algorithm 1): it delivers it,
 * sends it over all other eager links, announces it over the lazy ones, and keeps the link by which it came.
 *
 * @module
 */

import { tick } from "../../clocks/lamport.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Announcing } from "./announcing.ts";
import type { Grafting } from "./grafting.ts";
import type { Holding } from "./holding.ts";
import { isNeighbour, keep, makeEager, prune } from "./links.ts";
import type { Gossip, Id, TreeIo } from "./messages.ts";
import { isLater, type Rules } from "./rules.ts";
import type { Tree } from "./state.ts";

/** What takes the broadcasts that come, in the step in which they come; each once. */
export type Deliver = (tree: Tree, gossip: Gossip, io: TreeIo) => void;

/** The application of those who have none: a list of what has come. */
export const logs: Deliver = ({ log }, { id, round, payload }) => {
  log.push({ id, round, payload });
};

/** What is done with a broadcast besides sending it on. */
export type Parts =
  & Pick<Announcing, "announce">
  & Pick<Grafting, "settle" | "optimise">
  & Pick<Holding, "hold">
  & { readonly deliver: Deliver };

/** How broadcasts spread. */
export interface Spreading {
  /** Tells everybody; the id. */
  broadcast(s: Tree, payload: unknown, io: TreeIo): Id;
  /** A payload has come that is new: who brought it is a neighbour to keep. */
  first(s: Tree, gossip: Gossip, from: NodeId, io: TreeIo): void;
}

/** Spreads. */
export function spreading(
  rules: Rules,
  { hold, deliver, announce, settle, optimise }: Parts,
): Spreading {
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

  return {
    broadcast(s, payload, io) {
      const id = { time: tick(s.time), node: io.self };
      io.save({ time: id.time });
      s.parent = { node: io.self, id };
      receive(s, { id, payload, round: 0, ageMs: 0 }, io.self, io);
      return id;
    },
    first(s, gossip, from, io) {
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
    },
  };
}
