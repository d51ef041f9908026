/**
 * Shuffles keep passive views fresh: two nodes that a random walk brings together exchange some of those that they know
 * (Leitão, Pereira and Rodrigues 2007, HyParView, section 4.4; the exchange is that of Cyclon, Voulgaris, Gavidia and
 * van Steen 2005, though there it is the neighbours themselves that are exchanged).
 *
 * @module
 */

import type { Handlers, NodeId } from "../../model/protocol.ts";
import type { Message, ViewIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import { sample, type State } from "./state.ts";
import type { Views } from "./views.ts";

/** The messages of shuffles. */
export type Shuffles = Extract<Message, { type: "shuffle" | "shuffleReply" }>;

/** What belongs to shuffles. */
export interface Shuffling {
  /** Upon messages. */
  readonly upon: Handlers<State, Shuffles, { readonly from: NodeId }, ViewIo>;
  /** It is time to shuffle. */
  exchange(s: State, timer: unknown, io: ViewIo): void;
}

/** Shuffles. */
export function shuffling(
  settings: Settings,
  { addPassive }: Pick<Views, "addPassive">,
): Shuffling {
  const { shuffleActive, shufflePassive, shuffleWalk, shuffleMs, contactEvery, contacts } =
    settings;

  const takeIn = (s: State, nodes: readonly NodeId[], first: NodeId[], io: ViewIo): void => {
    for (const node of nodes) addPassive(s, node, io, first);
  };

  return {
    exchange(s, _, io) {
      io.wait(shuffleMs, { type: "exchange" });
      const choose = (n: number) => io.choose(n);
      const asContact = contactEvery > 0 && choose(contactEvery) === 0;
      const strangers = asContact ? contacts.filter((node) => node !== io.self) : [];
      const [to] = sample(asContact ? strangers : s.active, 1, choose);
      if (to === undefined) return;
      s.named = sample(s.passive, shufflePassive, choose);
      const others = s.active.filter((node) => node !== to);
      const nodes = [io.self, ...sample(others, shuffleActive, choose), ...s.named];
      io.send(to, { type: "shuffle", origin: io.self, nodes, ttl: asContact ? 1 : shuffleWalk });
    },
    upon: {
      shuffle(s, { from, origin, nodes, ttl }, io) {
        const choose = (n: number) => io.choose(n);
        const others = s.active.filter((node) => node !== from && node !== origin);
        const [next] = ttl > 1 ? sample(others, 1, choose) : [];
        if (next !== undefined) {
          return io.send(next, { type: "shuffle", origin, nodes, ttl: ttl - 1 });
        }
        if (origin === io.self) return;
        const given = sample(s.passive, nodes.length, choose);
        io.send(origin, { type: "shuffleReply", nodes: given });
        takeIn(s, nodes, given, io);
      },
      shuffleReply(s, { nodes }, io) {
        takeIn(s, nodes, s.named, io);
        s.named = [];
      },
    },
  };
}
