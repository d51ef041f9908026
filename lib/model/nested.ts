/**
 * A protocol inside a protocol: the inner one takes its steps on an `Io` that the outer one has made for
 * it. Several groups of one node share its network this way, a read protocol listens to what its log
 * answers, and links that resend carry any protocol's messages.
 *
 * @module
 */

import type { Handlers, Io, Protocol, Tagged } from "./protocol.ts";

/**
 * The world of an inner protocol, for one step: `own` says what becomes of what it asks for, and what
 * `own` leaves out is as for the outer one. If the inner protocol has messages, timers or records of
 * its own, `own` must say what becomes of all of these, as the outer world does not know them.
 *
 * @example Two groups in one node, told apart by a tag on messages and by the key of timers
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Io } from "hb/model/protocol.ts";
 * import { nested } from "hb/model/nested.ts";
 * import { StepIo } from "hb/model/step_io.ts";
 *
 * type Inner = { type: "vote" };
 * type Outer = { type: "group"; group: number; message: Inner };
 *
 * function inGroup(io: Io<Outer, { type: "election"; key: number }>, group: number) {
 *   return nested<Inner, { type: "election" }, never>(io, {
 *     send: (to, message) => io.send(to, { type: "group", group, message }),
 *     wait: (delayMs, timer) => io.wait(delayMs, { ...timer, key: group }),
 *     cancel: (type) => io.cancel(type, group),
 *     save() {},
 *   });
 * }
 *
 * const io = new StepIo<Outer, { type: "election"; key: number }, never>({ self: 0, nodes: 2 });
 * inGroup(io, 7).send(1, { type: "vote" });
 * inGroup(io, 8).cancel("election");
 * assertEquals(io.effects, [
 *   { kind: "send", to: 1, message: { type: "group", group: 7, message: { type: "vote" } } },
 *   { kind: "cancel", type: "election", key: 8 },
 * ]);
 * ```
 */
export function nested<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  own: Partial<Io<M, T, R>>,
): Io<M, T, R>;
/** The world of an inner protocol that has messages, timers or records of its own. */
export function nested<M extends Tagged, T extends Tagged, R>(
  io: Pick<Io<never>, Untyped>,
  own: InnerIo<M, T, R>,
): Io<M, T, R>;
export function nested<M extends Tagged, T extends Tagged, R>(
  io: Pick<Io<M, T, R>, Untyped> & Partial<Io<M, T, R>>,
  own: Partial<Io<M, T, R>>,
): Io<M, T, R> {
  return {
    self: own.self ?? io.self,
    peers: own.peers ?? io.peers,
    now: own.now ?? (() => io.now()),
    choose: own.choose ?? ((n) => io.choose(n)),
    send: own.send ?? ((to, message, ahead) => io.send!(to, message, ahead)),
    answer: own.answer ?? ((client, result, ahead) => io.answer(client, result, ahead)),
    wait: own.wait ?? ((delayMs, timer) => io.wait!(delayMs, timer)),
    cancel: own.cancel ?? ((type, key) => io.cancel!(type, key)),
    save: own.save ?? ((record) => io.save!(record)),
  };
}

/** What is the same for every protocol, whatever its messages, timers and records. */
export type Untyped = "self" | "peers" | "now" | "choose" | "answer";

/** What an inner protocol's world must say when its messages, timers and records are its own. */
export type InnerIo<M extends Tagged, T extends Tagged, R> =
  & Omit<Io<M, T, R>, Untyped>
  & Partial<Pick<Io<M, T, R>, Untyped>>;

/** The same protocol, each of whose steps sees the world through `adapt`. */
export function wrapped<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  adapt: (io: Io<M, T, R>) => Io<M, T, R>,
): Protocol<S, M, T, R> {
  const { after, compact, checkpoint } = protocol;
  return {
    start: (io, journal) => protocol.start(adapt(io), journal),
    upon: adapted(protocol.upon, adapt),
    ...(after === undefined ? {} : { after: adapted(after, adapt) }),
    ...(compact === undefined ? {} : { compact: (journal) => compact.call(protocol, journal) }),
    ...(checkpoint === undefined
      ? {}
      : { checkpoint: (state) => checkpoint.call(protocol, state) }),
  };
}

/** The same protocol, where nothing is drawn: to the explorer timers go off at any time, however long they take. */
export function withoutChance<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
): Protocol<S, M, T, R> {
  return wrapped(protocol, (io) => nested(io, { choose: () => 0 }));
}

function adapted<S, E extends Tagged, X, I>(
  handlers: Handlers<S, E, X, I>,
  adapt: (io: I) => I,
): Handlers<S, E, X, I> {
  const types = Object.keys(handlers) as E["type"][];
  return Object.fromEntries(types.map((type): [string, typeof handlers[E["type"]]] => {
    return [type, (state, event, io) => handlers[type](state, event, adapt(io))];
  })) as Handlers<S, E, X, I>;
}
