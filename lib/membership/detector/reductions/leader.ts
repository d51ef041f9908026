/**
 * Ω, the weakest failure detector that consensus can be solved with (Chandra, Hadzilacos and Toueg 1996): from some time
 * on, every node that is up takes the same one, which is up, for the leader.
 *
 * Out of ◇P it is had for nothing: the lowest that one does not suspect. Out of ◇S or ◇W it is not, since nodes may
 * disagree for ever about whom they suspect. There one counts (Chu 1998, *Reducing Ω to ◇W*): how many periods long a node
 * has been suspected by anybody, all together as far as they have told each other. Whoever has crashed is suspected for ever
 * by somebody, so that its count grows without end; that of at least one other stops. The lowest count leads.
 *
 * n nodes send n · (n − 1) messages of n counts in each period, and each remembers n counts.
 *
 * @module
 */

import type { Io, NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { type Around, type Detecting, lifted } from "./around.ts";

/** What is said besides what the detector says. */
export interface Counts {
  /** "So often these were suspected": every node → all others, once a period. */
  readonly type: "counts";
  /** For each node, how often; never less than the sender has said before in this life. */
  readonly counts: readonly number[];
}

/** When the next counts are due. */
export interface Count {
  /** The one timer besides those of the detector. */
  readonly type: "count";
}

/** A node. */
export interface Led<S> extends Around<S> {
  /** For each node, in how many periods it was suspected, as far as is known here. */
  readonly counts: number[];
  /** Whom this node takes for the leader. */
  leader: NodeId;
}

/** The decisions, one by one, so that each can be made wrongly. */
export interface LeaderRules {
  /** What becomes of a count when another is heard. */
  readonly merge: (own: number, heard: number) => number;
  /** How much a period adds to the count of a node that is suspected, given whether it ever was so before. */
  readonly counted: (before: boolean) => number;
  /** Who leads. */
  readonly leader: (counts: readonly number[], suspected: ReadonlySet<NodeId>) => NodeId;
}

/** As it should be. */
export const leaderRules: LeaderRules = {
  merge: Math.max,
  counted: () => 1,
  leader: lowestCount,
};

/** The node with the lowest count, and of several the lowest. */
export function lowestCount(counts: readonly number[]): NodeId {
  return counts.reduce((best, count, node) => count < counts[best]! ? node : best, 0);
}

/** The lowest of `nodes` that is not suspected: the leader, by a detector that is ◇P. The lowest of all if all are. */
export function lowestTrusted(suspected: ReadonlySet<NodeId>, nodes: number): NodeId {
  for (let node = 0; node < nodes; node++) if (!suspected.has(node)) return node;
  return 0;
}

type LeaderIo<M extends Tagged, T extends Tagged, R> = Io<M | Counts, T | Count, R>;

/** A leader by counting, over a detector that need only be ◇W. */
export function leader<S extends Detecting, M extends Tagged, T extends Tagged, R>(
  detector: Protocol<S, M, T, R>,
  periodMs = 100,
  rules: Partial<LeaderRules> = {},
): Protocol<Led<S>, M | Counts, T | Count, R> {
  const { merge, counted, leader } = { ...leaderRules, ...rules };
  const inner = lifted<S, Led<S>, M, T, R>(detector);
  const count = (s: Led<S>, io: LeaderIo<M, T, R>): void => {
    for (const each of s.inner.suspected) s.counts[each]! += counted(s.counts[each]! > 0);
    s.leader = leader(s.counts, s.inner.suspected);
    const counts = [...s.counts];
    for (const peer of io.peers) if (peer !== io.self) io.send(peer, { type: "counts", counts });
    io.wait(periodMs, { type: "count" });
  };
  const whole = {
    start(io: LeaderIo<M, T, R>, journal: readonly R[]): Led<S> {
      const s = { inner: inner.start(io, journal), counts: io.peers.map(() => 0), leader: 0 };
      count(s, io);
      return s;
    },
    upon: {
      ...inner.upon,
      counts(s: Led<S>, { counts }: Counts) {
        counts.forEach((heard, node) => s.counts[node] = merge(s.counts[node]!, heard));
        s.leader = leader(s.counts, s.inner.suspected);
      },
    },
    after: {
      ...inner.after,
      count: (s: Led<S>, _: Count, io: LeaderIo<M, T, R>) => count(s, io),
    },
  };
  // The compiler cannot see that a generic table of handlers with one more handler has them all.
  return whole as unknown as Protocol<Led<S>, M | Counts, T | Count, R>;
}
