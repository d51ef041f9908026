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
  /** After a crash, where nodes save: what it showed when its node spoke last. Default: that it shows again. */
  resume?(saved: C, io: ClockIo): C;
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

/** What a node saves as it speaks. */
export interface Saved<C> {
  /** The stamp of what it says. */
  readonly clock: C;
  /** Which of its events that was. */
  readonly events: number;
}

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

/**
 * The same nodes, which crash and come back: what others may have heard of a clock must not be forgotten, or
 * its node gives stamps again that it has given before, or earlier ones. So a node saves its stamp before what
 * it says leaves; what it has only heard, nobody has heard of it.
 *
 * A write for each message is much. Systems save a bound that is ahead, and give no stamp beyond it until they
 * have saved the next: after a crash a counter goes on from the bound (Peng and Dabek 2010, *Large-scale
 * incremental processing using distributed transactions and notifications*, section 2.3, on the timestamp
 * oracle), and who must stay near the wall clock waits until it has passed the bound (CockroachDB since 2018,
 * pull request 23744; by default it has no bound, and waits for as long as clocks may be apart, issue 25109).
 */
export function savingChatter<C>(
  rules: Rules<C>,
  pauseMs?: number,
): Protocol<State<C>, Chat<C>, Speak, Saved<C>> {
  const { start, upon, after } = chatter(rules, pauseMs);
  const { resume = (saved: C) => saved } = rules;
  return {
    start(io, journal) {
      const s = start(io, []), saved = journal.at(-1);
      if (saved === undefined) return s;
      return { ...s, clock: resume(saved.clock, io), events: saved.events };
    },
    upon,
    after: {
      speak(s, timer, io) {
        after!.speak(s, timer, io);
        io.save({ clock: s.clock, events: s.events });
      },
    },
  };
}
