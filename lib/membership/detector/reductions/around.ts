/** A protocol around a failure detector, whose steps are also its own. @module */

import type { From, Handlers, Io, NodeId, Protocol, Tagged } from "../../../model/protocol.ts";

/** What every failure detector tells. */
export interface Detecting {
  /** Whom it suspects. */
  readonly suspected: ReadonlySet<NodeId>;
}

/** A node that has a detector. */
export interface Around<S> {
  /** The detector's own state. */
  readonly inner: S;
}

/** A detector's handlers, for a node that has it. */
export interface Lifted<S, X, M extends Tagged, T extends Tagged, R> {
  /** Of its messages. */
  readonly upon: Handlers<X, M, From, Io<M, T, R>>;
  /** Of its timers. */
  readonly after: Handlers<X, T, unknown, Io<M, T, R>>;
  /** Its birth. */
  readonly start: (io: Io<M, T, R>, journal: readonly R[]) => S;
}

/** The handlers of a detector, which work on `inner`. */
export function lifted<S, X extends Around<S>, M extends Tagged, T extends Tagged, R>(
  detector: Protocol<S, M, T, R>,
): Lifted<S, X, M, T, R> {
  return {
    upon: lift<S, X, M, From, Io<M, T, R>>(detector.upon),
    after: lift<S, X, T, unknown, Io<M, T, R>>(
      detector.after ?? ({} as NonNullable<typeof detector.after>),
    ),
    start: (io, journal) => detector.start(io, journal),
  };
}

function lift<S, X extends Around<S>, E extends Tagged, V, I>(
  handlers: Handlers<S, E, V, I>,
): Handlers<X, E, V, I> {
  const types = Object.keys(handlers) as E["type"][];
  return Object.fromEntries(
    types.map((type) => [
      type,
      (state: X, event: Readonly<Extract<E, { type: typeof type }>> & V, io: I) =>
        handlers[type](state.inner, event, io),
    ]),
  ) as unknown as Handlers<X, E, V, I>;
}
