/**
 * Mutual exclusion by logical clocks (Lamport 1978, *Time, clocks, and the ordering of events in a
 * distributed system*, the five rules after the definition of "⇒"): nodes that share a resource ask all
 * others for it with a stamped request, and whoever has the earliest request is next. Nobody is in charge.
 *
 * What it needs, and the paper says so: messages between two nodes keep their order, and none is lost; and a
 * node asks again only after it has released, as a release takes all of its requests off the lists. That nobody
 * crashes, and that whoever has the resource gives it back, is needed only for everybody to have a turn. Clocks
 * may start anywhere.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { type LamportTime, order, receive, type Stamp, tick } from "../lamport.ts";

/** All of them have the time at which they were sent. */
export type Message =
  /** A node that wants the resource → every other. */
  | { readonly type: "request"; readonly time: LamportTime }
  /** Whoever has heard a request → the node that sent it. */
  | { readonly type: "acknowledge"; readonly time: LamportTime }
  /** A node that has had the resource → every other. */
  | { readonly type: "release"; readonly time: LamportTime };

/** A node's timers. */
export type Timer =
  /** It wants the resource. */
  | { readonly type: "want" }
  /** It has done what it needed the resource for. */
  | { readonly type: "leave" };

/** One node. */
export interface State {
  /** Its logical clock. */
  clock: LamportTime;
  /** The requests that it knows of, its own included: a node has one at most. */
  requests: Stamp[];
  /** The time of the last message from each node. */
  heard: LamportTime[];
  /** Whether it has the resource. */
  inside: boolean;
}

/** What may be done wrong. */
export interface Rules {
  /** The clock when a message comes. */
  readonly receive: typeof receive;
  /** Which of two requests is the earlier. */
  readonly order: typeof order;
  /** Whether a message was sent later than the own request, so that no earlier request can follow it. */
  readonly isLater: (message: Stamp, own: Stamp) => boolean;
  /** From how many of the others a node must have heard, since it asked, before it goes in. */
  readonly enough: (others: number) => number;
  /** How long a node does without the resource, in ms, at most. */
  readonly idleMs: number;
}

/** As in the paper. */
export const rules: Rules = {
  receive,
  order,
  isLater: (message, own) => order(message, own) > 0,
  enough: (others) => others,
  idleMs: 40,
};

type MutexIo = Io<Message, Timer>;

/** Nodes that want one resource again and again. */
export function mutex(
  { receive, order, isLater, enough, idleMs }: Rules = rules,
): Protocol<State, Message, Timer> {
  const tell = (s: State, type: "request" | "release", io: MutexIo): void => {
    for (const peer of io.peers) if (peer !== io.self) io.send(peer, { type, time: s.clock });
  };
  const hear = (s: State, time: LamportTime, from: NodeId): void => {
    s.clock = receive(s.clock, time);
    s.heard[from] = time;
  };
  /** Rule 5: the own request is first, and every other node has sent something later. */
  const enterIfFirst = (s: State, io: MutexIo): void => {
    const own = s.requests.find(({ node }) => node === io.self);
    if (own === undefined || s.inside) return;
    if (s.requests.some((other) => order(other, own) < 0)) return;
    const later = s.heard.filter((time, node) => node !== io.self && isLater({ time, node }, own));
    if (later.length < enough(io.peers.length - 1)) return;
    s.inside = true;
    io.wait(1 + io.choose(Math.ceil(idleMs / 4)), { type: "leave" });
  };
  return {
    start(io) {
      io.wait(1 + io.choose(idleMs), { type: "want" });
      return { clock: 0, requests: [], heard: io.peers.map(() => 0), inside: false };
    },
    upon: {
      request(s, { time, from }, io) {
        hear(s, time, from);
        s.requests.push({ time, node: from });
        s.clock = tick(s.clock);
        io.send(from, { type: "acknowledge", time: s.clock });
        enterIfFirst(s, io);
      },
      acknowledge(s, { time, from }, io) {
        hear(s, time, from);
        enterIfFirst(s, io);
      },
      release(s, { time, from }, io) {
        hear(s, time, from);
        s.requests = s.requests.filter(({ node }) => node !== from);
        enterIfFirst(s, io);
      },
    },
    after: {
      want(s, _, io) {
        s.clock = tick(s.clock);
        s.requests.push({ time: s.clock, node: io.self });
        tell(s, "request", io);
        enterIfFirst(s, io);
      },
      leave(s, _, io) {
        s.clock = tick(s.clock);
        s.inside = false;
        s.requests = s.requests.filter(({ node }) => node !== io.self);
        tell(s, "release", io);
        io.wait(1 + io.choose(idleMs), { type: "want" });
      },
    },
  };
}
