/**
 * Asking a time server (Cristian 1989, *Probabilistic clock synchronization*): an answer that has come back
 * after a round trip says what time it is, give or take half of the round trip, if the server's clock is right and
 * the own one neither jumps nor drifts in between.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";

/** What travels. */
export type Message =
  /** A client → node 0, the time server. Its own reading comes back, so it need not remember it. */
  | { readonly type: "ask"; readonly askedAt: number }
  /** Node 0 → the client: what its clock shows. */
  | { readonly type: "tell"; readonly askedAt: number; readonly time: number };

/** A client's only timer. */
export type Again = { readonly type: "again" };

/** What a client made of an answer, in ms. */
export interface Estimate {
  /** From asking to the answer, by the own clock. */
  readonly roundTrip: number;
  /** The time when the answer came, by estimate: the server's, and half of the round trip. */
  readonly time: number;
  /** What the own clock showed then. */
  readonly own: number;
}

/** What a client has learned. */
export interface State {
  /** An estimate for each answer. */
  estimates: Estimate[];
}

/** Node 0 has the time, and each other node asks it every `everyMs`. */
export function cristian(everyMs: number): Protocol<State, Message, Again> {
  return {
    start(io) {
      if (io.self > 0) io.wait(1, { type: "again" });
      return { estimates: [] };
    },
    upon: {
      ask(_s, { from, askedAt }, io) {
        io.send(from, { type: "tell", askedAt, time: io.now() });
      },
      tell(s, { askedAt, time }, io) {
        const own = io.now(), roundTrip = own - askedAt;
        s.estimates.push({ roundTrip, time: time + roundTrip / 2, own });
      },
    },
    after: {
      again(_s, _timer, io) {
        io.send(0, { type: "ask", askedAt: io.now() });
        io.wait(everyMs, { type: "again" });
      },
    },
  };
}
