/**
 * What one would do without epidemics: the node that is told a rumour mails it to all (Demers et al. 1987,
 * section 1.2, "direct mail"); or everybody hands it to all neighbours once (flooding), of which a tree is the
 * thriftiest kind. Mail leaves holes where messages are lost, and a tree loses whoever is below a node that is down.
 * Flooding does neither, and sends a rumour over every link.
 *
 * They speak with the messages of gossip, so that what watches one watches all.
 *
 * @module
 */

import { assertKinds, whole, wholeFrom } from "../../model/kinds.ts";
import type { From, NodeId, Protocol } from "../../model/protocol.ts";
import { born } from "./gossip.ts";
import { hear } from "./hearing.ts";
import type { GossipIo, Message, Rumour, Saved, Timer } from "./messages.ts";
import { rumourId } from "./messages.ts";
import { anyone, overlay, type PeerSampling } from "./partners.ts";
import { type Gossip, rules } from "./rules.ts";
import { settings } from "./settings.ts";
import type { State } from "./state.ts";

/** Whoever is told a rumour mails it to all others, once. */
export const directMail: Protocol<State, Message, Timer, Saved> = spreading(anyone, () => []);

/** Whoever hears a rumour hands it to all its neighbours but the one that it has it from, once. */
export function flooding(
  neighbours: readonly (readonly NodeId[])[],
): Protocol<State, Message, Timer, Saved> {
  const all = overlay(neighbours);
  return spreading(all, all);
}

/** The neighbours of each node in a tree in which each has up to `fanout` children; node 0 is the root. Throws for others. */
export function treeOf(nodes: number, fanout: number): readonly (readonly NodeId[])[] {
  assertKinds("draw a tree", { nodes, fanout }, { nodes: whole, fanout: wholeFrom(1) });
  return Array.from({ length: nodes }, (_, node) => {
    const children = Array.from({ length: fanout }, (_, nth) => fanout * node + nth + 1);
    const parent = node === 0 ? [] : [Math.floor((node - 1) / fanout)];
    return [...parent, ...children.filter((child) => child < nodes)];
  });
}

/** `first` says to whom the first teller hands a rumour, and `next` to whom others do. */
function spreading(
  first: PeerSampling,
  next: PeerSampling,
): Protocol<State, Message, Timer, Saved> {
  const how: Gossip = { ...settings, rules: { ...rules, isSpread: () => false } };
  const pass = (rumours: readonly Rumour[], to: PeerSampling, io: GossipIo, from?: NodeId) => {
    if (rumours.length === 0) return;
    for (const other of to(io, io.peers.length)) {
      if (other !== from) io.send(other, { type: "push", rumours });
    }
  };
  const heard = (s: State, event: { readonly rumours: readonly Rumour[] } & From, io: GossipIo) => {
    const news = event.rumours.filter(({ id }) => !s.known.has(id));
    hear(s, news, io, how);
    pass(news, next, io, event.from);
  };
  return {
    start: (io, journal) => born(io, journal, how),
    upon: {
      tell(s, { body, from }, io) {
        const id = rumourId(io.self, ++s.sequence), rumours = [{ id, body, ageMs: 0 }];
        hear(s, rumours, io, how);
        pass(rumours, first, io);
        io.answer(from, id);
      },
      push: heard,
      pulled: heard,
      missing: heard,
      // Nobody asks, compares or is told how it went.
      pull() {},
      refused() {},
      feedback() {},
      digest() {},
      difference() {},
    },
    after: { round() {}, backup() {} },
    compact: (journal) => [...journal],
  };
}
