/** All that belongs to the gossip of deltas. @module */

import type { Kit } from "../../../kit/kit.ts";
import type { Basket, BasketUpdate } from "./basket.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** A counter and a set, the deltas of which are gossiped. */
export const kit: Kit<
  State<Basket>,
  Message<Basket, BasketUpdate>,
  Timer,
  Saved<Basket>,
  Partial<Rules>
> = {
  name: "crdt-deltas",
  words:
    "replicas send each other what has changed since the last acknowledgement, joined into one",
  source: "Almeida, Shoker and Baquero 2018, Delta state replicated data types, algorithm 2",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
