/** The stores of this family, strongest first, in one list: what they are measured and tested by. @module */

import type { Protocol, Tagged } from "../../model/protocol.ts";
import { causalMemory, causalPlus } from "./causal.ts";
import { eventual } from "./eventual.ts";
import { localReads } from "./local_reads.ts";
import { naive } from "./naive.ts";
import { pram } from "./pram.ts";
import { primary } from "./primary.ts";
import type { Ask } from "./register.ts";
import { ALL, NONE, session } from "./session.ts";
import { totalOrder } from "./total_order.ts";

/** What all stores have in common: they can be asked. What they keep and say is their own business. */
export type StoreProtocol = Protocol<unknown, Ask, Tagged>;

/** A way to serve the registers. */
export interface Store {
  /** What it is called in tables. */
  readonly name: string;
  /** How it works, in a few words. */
  readonly words: string;
  /** The levels that it promises to clients who stay with one node; what follows from them is left out. */
  readonly promises: readonly string[];
  /**
   * The levels that it promises to each client by itself: one story for all that a client sees, and another
   * one for the next client (`seenBy`).
   */
  readonly promisesEach?: readonly string[];
  /** What its nodes run. */
  readonly protocol: StoreProtocol;
}

/** A store whose own state and messages are forgotten, so that stores can stand in one list. */
export function asStore<S, M extends Tagged, T extends Tagged>(
  protocol: Protocol<S, M, T> & { readonly upon: Record<Ask["type"], unknown> },
): StoreProtocol {
  // Sound as long as worlds hand a protocol its own states and messages, and clients send an `Ask`.
  return protocol as unknown as StoreProtocol;
}

/** All stores, strongest first. */
export const stores: readonly Store[] = [
  {
    name: "primary",
    words: "all at one node",
    promises: ["linearizable"],
    protocol: asStore(primary),
  },
  {
    name: "total order",
    words: "reads and writes in one order",
    promises: ["linearizable"],
    protocol: asStore(totalOrder),
  },
  {
    name: "local reads",
    words: "writes in one order, reads here",
    promises: ["sequential", "eventual"],
    protocol: asStore(localReads),
  },
  {
    name: "causal+",
    words: "causes first, one winner",
    promises: ["causal+", "eventual"],
    protocol: asStore(causalPlus),
  },
  {
    name: "causal memory",
    words: "causes first, last arrival wins",
    promises: ["causal memory"],
    protocol: asStore(causalMemory),
  },
  {
    name: "PRAM",
    words: "each node's writes in order",
    promises: ["PRAM"],
    protocol: asStore(pram),
  },
  {
    name: "eventual",
    words: "any order, one winner",
    promises: ["eventual", "monotonic reads", "read your writes"],
    protocol: asStore(eventual),
  },
  {
    name: "any copy, sessions",
    words: "causal+ copies, clients with tokens",
    promises: ["causal+", "eventual"],
    protocol: asStore(session(ALL)),
  },
  {
    name: "any copy",
    words: "causal+ copies, clients without",
    promises: ["eventual"],
    protocol: asStore(session(NONE)),
  },
  {
    name: "naive",
    words: "last arrival wins",
    promises: [],
    promisesEach: ["monotonic reads", "read your writes"],
    protocol: asStore(naive),
  },
];
