/**
 * Sees when nodes set their election timers, so that a reader can see them run down; and lets the
 * protocol behind the nodes be exchanged while they run, when a reader changes its settings.
 *
 * @module
 */

import type { Handlers, Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";

/** An election timer that has been set. */
export interface Alarm {
  /** Whose it is. */
  readonly node: NodeId;
  /** When it was set, in ms. */
  readonly at: number;
  /** When it will go off, in ms; what it was set to before no longer counts. `Infinity` for never. */
  readonly due: number;
}

/** The protocol that `current` gives at each step, with every election timer noted in `alarms`. */
export function watched<S, M extends Tagged, T extends Tagged, R>(
  current: () => Protocol<S, M, T, R>,
  alarms: Alarm[],
): Protocol<S, M, T, R> {
  const { upon, after = {}, compact } = current();
  const see = (io: Io<M, T, R>) => noting(io, alarms);
  return {
    start: (io, journal) => current().start(see(io), journal),
    upon: relayed(upon, () => current().upon as Relay, see) as typeof upon,
    after: relayed(after, () => current().after as Relay, see) as Handlers<
      S,
      T,
      unknown,
      Io<M, T, R>
    >,
    ...(compact === undefined ? {} : { compact: (journal) => current().compact!(journal) }),
  };
}

type Relay = Record<string, (state: unknown, event: unknown, io: unknown) => void>;

/** Handlers that hand on to those of the same names that are current when they are called. */
function relayed<I>(names: object, current: () => Relay, see: (io: I) => I): Relay {
  return Object.fromEntries(
    Object.keys(names).map((name) => [
      name,
      (state, event, io) => current()[name]!(state, event, see(io as I)),
    ]),
  );
}

function noting<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  alarms: Alarm[],
): Io<M, T, R> {
  const { self } = io;
  const note = (type: string, delayMs: number) => {
    const at = io.now();
    if (type === "election") alarms.push({ node: self, at, due: at + delayMs });
  };
  return {
    self,
    peers: io.peers,
    now: () => io.now(),
    choose: (n) => io.choose(n),
    send: (to, message) => io.send(to, message),
    answer: (client, result) => io.answer(client, result),
    wait(delayMs, timer) {
      note(timer.type, delayMs);
      io.wait(delayMs, timer);
    },
    cancel(type, key) {
      note(type, Infinity);
      io.cancel(type, key);
    },
    save: (record) => io.save(record),
  };
}
