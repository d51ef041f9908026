/**
 * Nodes that chat, each with a clock that stamps whatever it sends and hears: the example by which clocks
 * are told apart. To speak and to hear is an event (Lamport 1978); between two events a clock does not move.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";

/** Whoever speaks → anyone else. Which of its sender's events it was, from 1, is for observers only. */
export interface Chat<C> {
  /** A node has spoken. */
  readonly type: "chat";
  /** What the sender's clock showed. */
  readonly stamp: C;
  /** Which of the sender's events it was. */
  readonly nth: number;
}

/** A node's only timer: it is time to say something. */
export type Speak = { readonly type: "speak" };

/** What a clock may know of its node. */
export type ClockIo = Pick<Io<Chat<unknown>, Speak>, "self" | "peers" | "now">;

/** How a clock moves: what it shows at birth, when its node speaks, and when a stamped message comes. */
export interface Rules<C> {
  /** Before the first event. */
  first(io: ClockIo): C;
  /** At an event of one's own. */
  tick(clock: C, io: ClockIo): C;
  /** When a message comes. */
  receive(clock: C, stamp: C, io: ClockIo, from: NodeId): C;
}

/** A clock: how it moves, and how its stamps are read. */
export interface Clock<C> {
  /** How it moves. */
  readonly rules: Rules<C>;
  /** Whether it says that an event with the stamp `a` came before one with the stamp `b`. */
  before(a: C, b: C): boolean;
  /** A stamp in a few letters. */
  words(stamp: C): string;
}

/** A node's last event. */
export type Event<C> =
  | { readonly kind: "spoke"; readonly to: NodeId }
  | { readonly kind: "heard"; readonly from: NodeId; readonly nth: number; readonly sent: C };

/** One node. */
export interface State<C> {
  /** What its clock shows. */
  clock: C;
  /** How many events it has had. */
  events: number;
  /** The last of them, at which the clock moved; null before the first. */
  last: Event<C> | null;
}

/** Nodes that speak at random, on average every `pauseMs` / 2 ms, to somebody at random. */
export function chatter<C>(
  rules: Rules<C>,
  pauseMs = 40,
): Protocol<State<C>, Chat<C>, Speak> {
  return {
    start(io) {
      io.wait(1 + io.choose(pauseMs), { type: "speak" });
      return { clock: rules.first(io), events: 0, last: null };
    },
    upon: {
      chat(s, { stamp, nth, from }, io) {
        s.clock = rules.receive(s.clock, stamp, io, from);
        s.events++;
        s.last = { kind: "heard", from, nth, sent: stamp };
      },
    },
    after: {
      speak(s, _, io) {
        const to = (io.self + 1 + io.choose(io.peers.length - 1)) % io.peers.length;
        s.clock = rules.tick(s.clock, io);
        s.events++;
        s.last = { kind: "spoke", to };
        io.send(to, { type: "chat", stamp: s.clock, nth: s.events });
        io.wait(1 + io.choose(pauseMs), { type: "speak" });
      },
    },
  };
}
