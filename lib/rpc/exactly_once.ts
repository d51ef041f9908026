/**
 * Exactly once, while nobody crashes: the server remembers each client's last call and what it replied
 * (Birrell and Nelson 1984, section 3.2; Ongaro 2014, section 6.3, for sessions). One call a client is
 * enough, since a client begins the next only when it has the reply to the one before, or its user has given
 * that up and nobody asks for it again.
 *
 * @module
 */

import type { Protocol } from "../model/protocol.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { balanceOf, type Message, type State, type Timer } from "./call.ts";

/** Ask until there is a reply; execute a call only the first time it is heard. */
export const exactlyOnce: Protocol<State, Message, Timer, State> = {
  ...atLeastOnce,
  upon: {
    ...atLeastOnce.upon,
    request(s, { from, sequence, amount }, io) {
      const done = s.sessions.get(from)?.sequence ?? 0;
      // Older than the client's last call: it has that reply, or it would not have gone on.
      if (sequence < done) return;
      if (sequence > done) {
        s.ledger.push({ client: from, sequence, amount });
        s.sessions.set(from, { sequence, balance: balanceOf(s.ledger) });
      }
      io.send(from, { type: "reply", sequence, balance: s.sessions.get(from)!.balance });
    },
  },
};
