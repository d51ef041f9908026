/**
 * Nodes that take time. A simulated node handles each message in no time at all; here some messages take a while, one
 * after another, in the order in which they came: a queue with one server at each node. Messages that cost nothing do
 * not wait, as bookkeeping would not.
 *
 * @module
 */

import type { From, Io, NodeId, Protocol, Tagged } from "../../../model/protocol.ts";

/** A node with its queue. */
export interface Busy<S, M> {
  /** The node itself. */
  inner: S;
  /** What has come and not been handled; the first is being worked on. */
  queue: (M & From)[];
}

/** The work on the first in the queue is done. */
export interface Done {
  /** Its name. */
  readonly type: "done";
}

/**
 * The same protocol, each of whose nodes works for `costMs` on a message before it handles it, one after the other.
 *
 * @example Two questions, five ms each
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { busy } from "hb/laboratory/replication/chain/busy.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * type Message = { type: "ask" }; // a client → node 0
 * const world = new World({
 *   protocol: busy<null, Message, never, never>({
 *     start: () => null,
 *     upon: { ask: (_, { from }, io) => io.answer(from, null) },
 *   }, () => 5),
 *   nodes: 1,
 *   seed: 1,
 *   clients: { workload: [[{ input: 1 }], [{ input: 2 }]], ask: (): Message => ({ type: "ask" }) },
 * });
 * world.run(20);
 * assertEquals(world.history.map(({ endedAt }) => endedAt), [7, 12]);
 * ```
 */
export function busy<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  costMs: (message: M, state: Readonly<S>, self: NodeId) => number,
): Protocol<Busy<S, M>, M, T | Done, R> {
  type Own = Io<M, T | Done, R>;
  // Sound, as the inner protocol knows no other timers than its own.
  const inside = (io: Own) => io as unknown as Io<M, T, R>;
  const handle = (s: Busy<S, M>, message: M & From, io: Own) =>
    (protocol.upon[message.type as M["type"]] as (s: S, message: M, io: Io<M, T, R>) => void)(
      s.inner,
      message,
      inside(io),
    );
  const work = (s: Busy<S, M>, io: Own) => {
    const first = s.queue[0];
    if (first !== undefined) io.wait(costMs(first, s.inner, io.self), { type: "done" });
  };
  const upon = (s: Busy<S, M>, message: M & From, io: Own) => {
    if (costMs(message, s.inner, io.self) === 0) return handle(s, message, io);
    s.queue.push(message);
    if (s.queue.length === 1) work(s, io);
  };
  const timers = Object.entries(protocol.after ?? {}).map(([type, after]) => [
    type,
    (s: Busy<S, M>, timer: T, io: Own) =>
      (after as (s: S, timer: T, io: Io<M, T, R>) => void)(s.inner, timer, inside(io)),
  ]);
  return {
    start: (io, journal) => ({ inner: protocol.start(inside(io), journal), queue: [] }),
    upon: Object.fromEntries(Object.keys(protocol.upon).map((type) => [type, upon])) as never,
    after: {
      ...Object.fromEntries(timers),
      done(s: Busy<S, M>, _: Done, io: Own) {
        const message = s.queue.shift()!;
        handle(s, message, io);
        work(s, io);
      },
    } as never,
  };
}
