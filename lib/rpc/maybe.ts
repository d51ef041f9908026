/**
 * Maybe: the client asks once, the server executes what it hears. A lost message is a call that never
 * ends; a duplicated one is executed twice (Spector 1982 calls the semantics *maybe*).
 *
 * @module
 */

import type { Io, Protocol } from "../model/protocol.ts";
import {
  balanceOf,
  initialState,
  type Message,
  type Pending,
  SERVER,
  type State,
  type Timer,
} from "./call.ts";

/** Ask once and hope. */
export const maybe: Protocol<State, Message, Timer, State> = {
  start: () => initialState(),
  upon: {
    deposit(s, { from, amount }, io) {
      s.sequence++;
      s.pending = { user: from, sequence: s.sequence, amount };
      request(s.pending, io);
    },
    request(s, { from, sequence, amount }, io) {
      s.ledger.push({ client: from, sequence, amount });
      io.send(from, { type: "reply", sequence, balance: balanceOf(s.ledger) });
    },
    reply(s, { sequence, balance }, io) {
      // A reply to an earlier call, or the second one to this: the user has been told.
      if (s.pending?.sequence !== sequence) return;
      io.answer(s.pending.user, balance);
      s.pending = null;
    },
  },
};

/** Sends the call under way to the server. */
export function request({ sequence, amount }: Pending, io: Io<Message, Timer, State>): void {
  io.send(SERVER, { type: "request", sequence, amount });
}
