/**
 * At least once: the client asks until it hears a reply. Every call ends, if the network lets one
 * request and one reply through; but a request that comes again is executed again.
 *
 * @module
 */

import type { Protocol } from "../model/protocol.ts";
import { type Message, RETRY_MS, type State, type Timer } from "./call.ts";
import { maybe, request } from "./maybe.ts";

/** Ask until there is a reply. */
export const atLeastOnce: Protocol<State, Message, Timer, State> = {
  ...maybe,
  upon: {
    ...maybe.upon,
    deposit(s, event, io) {
      maybe.upon.deposit(s, event, io);
      io.wait(RETRY_MS, { type: "retry" });
    },
    reply(s, event, io) {
      maybe.upon.reply(s, event, io);
      if (s.pending === null) io.cancel("retry");
    },
  },
  after: {
    retry(s, _, io) {
      if (s.pending === null) return;
      request(s.pending, io);
      io.wait(RETRY_MS, { type: "retry" });
    },
  },
};
