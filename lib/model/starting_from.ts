/** Nodes that begin in the middle of a story. @module */

import type { Protocol, Tagged } from "./protocol.ts";

/**
 * The protocol with a start at which `saved[node]` is what the node had saved before it was born. A node
 * that comes back after a crash has its journal, and goes by that.
 */
export function startingFrom<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  saved: readonly (readonly R[])[] = [],
): Protocol<S, M, T, R> {
  return {
    ...protocol,
    start(io, journal) {
      const before = saved[io.self] ?? [];
      if (journal.length > 0 || before.length === 0) return protocol.start(io, journal);
      for (const record of before) io.save(record);
      return protocol.start(io, before);
    },
  };
}
