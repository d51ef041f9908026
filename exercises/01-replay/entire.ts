/** A whole office as the suite sees it: any state, any messages, and a book that can be read. @module */

import type { Protocol, Tagged } from "hb/model/protocol.ts";

/** What the suite runs in part 8. It knows `found`, the answers, and the book; the rest is yours. */
export interface Entire {
  readonly protocol: Protocol<unknown, Tagged, Tagged, unknown>;
  /** Everything handed in, in the order of the tickets, from the state of node 0. */
  bookOf(state: unknown): readonly string[];
}

/** Forgets the types of an office, so that the suite can run anybody's. */
export function entire<S, M extends Tagged, T extends Tagged, R>(office: {
  readonly protocol: Protocol<S, M, T, R>;
  readonly bookOf: (state: Readonly<S>) => readonly string[];
}): Entire {
  return office as unknown as Entire;
}
