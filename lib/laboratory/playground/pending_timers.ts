/**
 * Sees when nodes set one of their timers, so that a reader can see it run down; and lets the
 * protocol behind the nodes be exchanged while they run, when a reader changes its settings.
 *
 * @module
 */

import { nested, wrapped } from "../../model/nested.ts";
import type { Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";

/** A timer that has been set. */
export interface PendingTimer {
  /** Whose it is. */
  readonly node: NodeId;
  /** When it was set, in ms. */
  readonly at: number;
  /** When it will go off, in ms; what it was set to before no longer counts. `Infinity` for never. */
  readonly due: number;
}

/** The protocol that `current` gives at each step, with every timer of one type noted in `pendingTimers`. */
export function watched<S, M extends Tagged, T extends Tagged, R>(
  current: () => Protocol<S, M, T, R>,
  timer: T["type"],
  pendingTimers: PendingTimer[],
): Protocol<S, M, T, R> {
  return wrapped(exchangeable(current), (io) => noting(io, timer, pendingTimers));
}

/** Hands every event on to the protocol that is current when it happens. */
function exchangeable<S, M extends Tagged, T extends Tagged, R>(
  current: () => Protocol<S, M, T, R>,
): Protocol<S, M, T, R> {
  const { upon, after = {}, compact } = current();
  return {
    start: (io, journal) => current().start(io, journal),
    upon: relayed(upon, () => current().upon as Relay) as typeof upon,
    after: relayed(after, () => current().after as Relay) as NonNullable<
      Protocol<S, M, T, R>["after"]
    >,
    ...(compact === undefined ? {} : { compact: (journal) => current().compact!(journal) }),
  };
}

type Relay = Record<
  string,
  (state: unknown, event: unknown, io: unknown) => void
>;

/** Handlers that hand on to those of the same names that are current when they are called. */
function relayed(names: object, current: () => Relay): Relay {
  return Object.fromEntries(
    Object.keys(names).map((name) => [
      name,
      (state, event, io) => current()[name]!(state, event, io),
    ]),
  );
}

function noting<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  seen: T["type"],
  pendingTimers: PendingTimer[],
): Io<M, T, R> {
  const note = (type: string, delayMs: number) => {
    const at = io.now();
    if (type === seen) pendingTimers.push({ node: io.self, at, due: at + delayMs });
  };
  return nested(io, {
    wait(delayMs, timer) {
      note(timer.type, delayMs);
      io.wait(delayMs, timer);
    },
    cancel(type, key) {
      note(type, Infinity);
      io.cancel(type, key);
    },
  });
}
