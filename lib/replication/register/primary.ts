/**
 * One copy at a primary: whatever is asked, wherever, is done there, and nowhere else. Each operation
 * takes effect in the one step in which the primary performs it, between its call and its return, and
 * that is the definition of linearizability. The price is a round trip for everyone who sits elsewhere,
 * and silence for everyone who cannot reach the primary.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { type Ask, perform, type Registers, type Value } from "./register.ts";

/** The node that keeps the registers. */
export const PRIMARY: NodeId = 0;

/** Who says what to whom. `user` is the return address of the operation, and so names it. */
export type Message =
  | Ask
  /** The node where it was asked → the primary: do this. */
  | { readonly type: "request"; readonly user: NodeId; readonly ask: Ask }
  /** The primary → the node where it was asked: done, and this is the answer. */
  | { readonly type: "reply"; readonly user: NodeId; readonly result: Value };

/** Every operation is performed at the primary. */
export const primary: Protocol<Registers, Message> = {
  start: () => new Map(),
  upon: {
    read: (registers, { from, key }, io) => serve(registers, from, { type: "read", key }, io),
    write(registers, { from, key, value }, io) {
      serve(registers, from, { type: "write", key, value }, io);
    },
    request(registers, { from, user, ask }, io) {
      io.send(from, { type: "reply", user, result: perform(registers, ask) });
    },
    reply(_, { user, result }, io) {
      io.answer(user, result);
    },
  },
};

/** The primary serves those who sit at it itself; everyone else has the request sent there. */
function serve(registers: Registers, user: NodeId, ask: Ask, io: Io<Message>): void {
  if (io.self === PRIMARY) io.answer(user, perform(registers, ask));
  else io.send(PRIMARY, { type: "request", user, ask });
}
