/** What may be chosen about anti-entropy without making it wrong. @module */

import {
  assertKinds,
  either,
  numberAbove,
  oneOf,
  record,
  usualWith,
  whole,
  wholeFrom,
} from "../../model/kinds.ts";
import { leavesOf, type Shape } from "./merkle/tree.ts";
import type { Order } from "./versions/delta.ts";

/** The settings; the first four must be the same at all nodes. */
export interface Settings {
  /**
   * How two nodes find out what differs. "full": one sends all that it has (Demers et al. 1987, section 1.3).
   * "versions": by version vectors (van Renesse et al. 2008). "merkle": by hash trees (DeCandia et al. 2007,
   * section 4.7).
   */
  readonly way: "full" | "versions" | "merkle";
  /** Whether the initiator gives, takes, or both (Demers et al. 1987, section 1.3). */
  readonly direction: "push" | "pull" | "push-pull";
  /** The tree, for "merkle". */
  readonly shape: Shape;
  /** Whose updates come first where not all have room, for "versions". */
  readonly order: Order;
  /**
   * Room for items, or for hashes, in a message, in bytes; one item, or the children of one node, are sent in any
   * case. What else a message says comes on top: up to 150 bytes, 15 for each page, and for "versions" up to 12 for
   * each node that has ever written, twice.
   */
  readonly messageBytes: number;
  /** From one session to the next, in ms: half as long again at most, by chance. Null: only when a client asks. */
  readonly intervalMs: number | null;
  /** How long an initiator waits for an answer before it asks again, in ms. */
  readonly patienceMs: number;
  /** How often it asks again before it gives the session up. */
  readonly retries: number;
}

/** Hash trees with 4,096 leaves: some ten items in each for a store of 40,000. */
export const settings: Settings = {
  way: "merkle",
  direction: "push-pull",
  shape: { branching: 16, depth: 3 },
  order: "breadth",
  messageBytes: 16_384,
  intervalMs: 1000,
  patienceMs: 200,
  retries: 2,
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("repair by anti-entropy", settings, chosen);
  assertKinds("repair by anti-entropy", all, {
    way: oneOf("full", "versions", "merkle"),
    direction: oneOf("push", "pull", "push-pull"),
    shape: record,
    order: oneOf("depth", "breadth"),
    messageBytes: wholeFrom(1),
    intervalMs: either(numberAbove(0), null),
    patienceMs: numberAbove(0),
    retries: whole,
  });
  leavesOf(all.shape);
  return all;
}
