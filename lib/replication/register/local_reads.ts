/**
 * Writes in one order for all, reads served at once from the copy at hand (the fast-read algorithm of
 * Attiya and Welch 1994, section 4). A write returns only when its own node has performed it, so nobody
 * reads behind their own back; but a copy may lag, and a read may miss what others have long finished
 * writing. That is sequential consistency.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { perform } from "./register.ts";
import { type Message, type State, type Timer, totalOrder } from "./total_order.ts";

/** Only writes take their place in the order. */
export const localReads: Protocol<State, Message, Timer> = {
  ...totalOrder,
  upon: {
    ...totalOrder.upon,
    read(s, ask, io) {
      io.answer(ask.from, perform(s.registers, ask));
    },
  },
};
