/**
 * Two nodes that count together: a node that hears the number that it has reached counts one further
 * (Stateright: the actors of its tests).
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import type { GlobalState, ProtocolSystem } from "../explore/protocol_system.ts";

/** What a node has come to. */
export interface Count {
  /** Numbers heard so far. */
  count: number;
}

/** Each with the number that is meant. */
export type PingPongMessage =
  /** Node 0 → node 1. */
  | { readonly type: "ping"; readonly count: number }
  /** Node 1 → node 0. */
  | { readonly type: "pong"; readonly count: number };

/** The protocol. */
export const pingPong: Protocol<Count, PingPongMessage> = {
  start(io) {
    if (io.self === 0) io.send(1, { type: "ping", count: 0 });
    return { count: 0 };
  },
  upon: {
    ping(s, { from, count }, io) {
      if (count !== s.count) return;
      s.count++;
      io.send(from, { type: "pong", count });
    },
    pong(s, { from, count }, io) {
      if (count !== s.count) return;
      s.count++;
      io.send(from, { type: "ping", count: count + 1 });
    },
  },
};

/** The two nodes, as far as nobody counts beyond `most`. */
export function pingPongSystem(
  most: number,
  { network = "duplicating", lossy = false }: Pick<
    ProtocolSystem<Count, PingPongMessage>,
    "network" | "lossy"
  > = {},
): ProtocolSystem<Count, PingPongMessage> {
  const counts = ({ states }: GlobalState<Count>) => states.map((state) => state?.count ?? 0);
  return {
    name: `ping-pong up to ${most}, ${network}${lossy ? ", lossy" : ""}`,
    protocol: pingPong,
    nodes: 2,
    network,
    lossy,
    boundary: (global) => counts(global).every((count) => count <= most),
    invariants: [{
      name: "in step",
      words: "the counts differ by one at most",
      check({ states }) {
        const [a, b] = states.map((state) => state?.count ?? 0) as [number, number];
        if (Math.abs(a - b) <= 1) return undefined;
        return { words: `one node has come to ${a}, the other to ${b}`, nodes: [0, 1] };
      },
    }],
    sometimes: { "the end is reached": (global) => counts(global).includes(most) },
    leadsTo: { "the end comes": { to: (global) => counts(global).includes(most) } },
  };
}
