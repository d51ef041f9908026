/**
 * Exactly once, crashes included. The server saves the deposit and the session in one record, so that
 * neither survives without the other, before the reply leaves. A client saves its call before the first
 * request leaves: else it would number a new call like an old one after a crash, and the server would
 * take it for a repetition.
 *
 * @module
 */

import type { Protocol } from "../model/protocol.ts";
import { initialState, type Message, RETRY_MS, type State, type Timer } from "./call.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { request } from "./maybe.ts";

/**
 * Exactly once, whichever nodes crash, if they all come back in the end. A client keeps one call: a deposit that
 * it is given before its last call has ended, since the user gave that up, takes the call's place, and nobody
 * asks for the old one again.
 */
export const durable: Protocol<State, Message, Timer, State> = {
  ...exactlyOnce,
  start(io, journal) {
    const s = journal.at(-1) ?? initialState();
    if (s.pending !== null) {
      request(s.pending, io);
      io.wait(RETRY_MS, { type: "retry" });
    }
    return s;
  },
  upon: {
    deposit(s, event, io) {
      exactlyOnce.upon.deposit(s, event, io);
      io.save(s);
    },
    request(s, event, io) {
      const executed = s.ledger.length;
      exactlyOnce.upon.request(s, event, io);
      if (s.ledger.length > executed) io.save(s);
    },
    reply(s, event, io) {
      const wasPending = s.pending !== null;
      exactlyOnce.upon.reply(s, event, io);
      if (wasPending && s.pending === null) io.save(s);
    },
  },
};
