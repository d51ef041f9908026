/**
 * From weak completeness to strong (Chandra and Toueg 1996, *Unreliable failure detectors for reliable distributed
 * systems*, section 3, figure 3): it is enough that somebody suspects who has crashed. Everybody tells everybody whom it
 * suspects, again and again; who hears it suspects them too, and trusts whoever it comes from. Accuracy stays what it
 * was: who is alive speaks, and is thereby taken off all lists.
 *
 * n nodes send n · (n − 1) lists in each period.
 *
 * @module
 */

import type { Io, NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { type Around, type Detecting, lifted } from "./around.ts";

/** What is said besides what the detector says. */
export interface Suspicions {
  /** "I suspect these": every node → all others, once a period. */
  readonly type: "suspicions";
  /** Whom the sender's own detector suspects. */
  readonly suspected: readonly NodeId[];
}

/** When the next list is due. */
export interface Tell {
  /** The one timer besides those of the detector. */
  readonly type: "tell";
}

/** A node. */
export interface Complete<S> extends Around<S> {
  /** Whom it suspects, by its own detector or because others do: output_p in the paper. */
  readonly suspected: Set<NodeId>;
}

/** The decisions, one by one, so that each can be made wrongly. */
export interface CompleteRules {
  /** What a node tells, given whom its detector suspects and whom it suspects itself. */
  readonly told: (own: ReadonlySet<NodeId>, output: ReadonlySet<NodeId>) => Iterable<NodeId>;
  /** Changes a node's output when a list comes. */
  readonly take: (output: Set<NodeId>, list: readonly NodeId[], from: NodeId) => void;
}

/** As in the paper: output ← (output ∪ list) − {sender}. */
export const completeRules: CompleteRules = {
  told: (own) => own,
  take(output, list, from) {
    for (const each of list) output.add(each);
    output.delete(from);
  },
};

type CompleteIo<M extends Tagged, T extends Tagged, R> = Io<M | Suspicions, T | Tell, R>;

/** A detector that is strongly complete if `detector` is weakly so, and no less accurate. */
export function complete<S extends Detecting, M extends Tagged, T extends Tagged, R>(
  detector: Protocol<S, M, T, R>,
  periodMs = 100,
  rules: Partial<CompleteRules> = {},
): Protocol<Complete<S>, M | Suspicions, T | Tell, R> {
  const { told, take } = { ...completeRules, ...rules };
  const inner = lifted<S, Complete<S>, M, T, R>(detector);
  const hear = (s: Complete<S>, list: readonly NodeId[], from: NodeId, self: NodeId): void => {
    take(s.suspected, list, from);
    // It knows better.
    s.suspected.delete(self);
  };
  const tell = (s: Complete<S>, io: CompleteIo<M, T, R>): void => {
    hear(s, [...s.inner.suspected], io.self, io.self);
    const suspected = [...told(s.inner.suspected, s.suspected)].sort((a, b) => a - b);
    for (const peer of io.peers) {
      if (peer !== io.self) io.send(peer, { type: "suspicions", suspected });
    }
    io.wait(periodMs, { type: "tell" });
  };
  const whole = {
    start(io: CompleteIo<M, T, R>, journal: readonly R[]): Complete<S> {
      const s = { inner: inner.start(io, journal), suspected: new Set<NodeId>() };
      tell(s, io);
      return s;
    },
    upon: {
      ...inner.upon,
      suspicions(s: Complete<S>, { suspected, from }: Suspicions & { from: NodeId }, io: Io<M>) {
        hear(s, suspected, from, io.self);
      },
    },
    after: {
      ...inner.after,
      tell: (s: Complete<S>, _: Tell, io: CompleteIo<M, T, R>) => tell(s, io),
    },
  };
  // The compiler cannot see that a generic table of handlers with one more handler has them all.
  return whole as unknown as Protocol<Complete<S>, M | Suspicions, T | Tell, R>;
}
