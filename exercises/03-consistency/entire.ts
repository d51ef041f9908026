/** What is given for part 7: what clients say, and a whole store as the suite sees it. @module */

import type { Protocol, Tagged } from "hb/model/protocol.ts";

/** What a client asks of the node that it sits at. */
export type Ask =
  /** The answer is the value that the register holds here, or null where nothing is known of a write. */
  | { readonly type: "read"; readonly key: string }
  /** The answer is null. */
  | { readonly type: "write"; readonly key: string; readonly value: number };

/** What the suite runs in part 7. It knows `read`, `write` and their answers; the rest is yours. */
export interface Entire {
  readonly protocol: Protocol<unknown, Tagged, Tagged, unknown>;
}

/** Forgets the types of a store, so that the suite can run anybody's. */
export function entire<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
): Entire {
  return { protocol } as unknown as Entire;
}
