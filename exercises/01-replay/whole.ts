/** Part 8. The whole office, from an empty page. @module */

import type { Protocol } from "hb/model/protocol.ts";
import { entire } from "./entire.ts";
import { type Message as Given, todo } from "./office.ts";

/** The messages: those of office.ts, or others of your own. A finder says `found` in any case. */
type Message = Given;

/** Your timers. */
type Timer = { readonly type: "patience" };

/** Your state: one type for the office and the branches, or one for each. */
interface State {
  book: string[];
}

/**
 * Your journal. A record tells what changed, and must stay small: a server that writes the whole book for
 * each new ticket soon writes more than the disk can take. Names of things stand in it as text.
 * The bounds stand in suite/whole.md, with their sizes. Keep nothing outside of the state and the journal.
 */
type LogRecord = { readonly kind: "nothing yet" };

const protocol: Protocol<State, Message, Timer, LogRecord> = {
  /** The state after everything in the journal. */
  start(_io, _journal) {
    return todo("part 8, start");
  },
  upon: {
    found(_s, _event, _io) {
      todo("part 8, upon found");
    },
    register(_s, _event, _io) {
      todo("part 8, upon register");
    },
    ticket(_s, _event, _io) {
      todo("part 8, upon ticket");
    },
  },
  after: {
    patience(_s, _timer, _io) {
      todo("part 8, after patience");
    },
  },
  /** A short journal from which `start` makes the same state. Without it, only the last record is kept. */
  compact(_journal) {
    return todo("part 8, compact");
  },
};

/** The whole, and how to read the book of node 0 from its state. */
export const whole = entire({ protocol, bookOf: (s) => s.book });
