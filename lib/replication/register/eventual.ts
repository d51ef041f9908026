/**
 * Eventual consistency with the last writer winning (Thomas 1979; Terry et al. 1995): updates are
 * applied as they come, and of two writes to a register the later stays, by an order that all nodes
 * know. Nodes that have seen the same writes hold the same values, in whatever order these came.
 *
 * @module
 */

import { lazy } from "./lazy.ts";

/** Any order, one winner: copies agree once the writes have reached them. */
export const eventual: ReturnType<typeof lazy> = lazy({ order: "any", conflict: "last written" });
