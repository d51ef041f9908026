/** All that belongs to Percolator. @module */

import type { Kit } from "../../kit/kit.ts";
import { withAnswers } from "../../model/labels.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Transactions that are isolated by snapshots, and decided by one of their keys. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "percolator",
  words: "transactions on snapshots that an oracle orders, decided by the lock of one key",
  source: "Peng and Dabek 2010, sections 2.2 and 2.3; asynchronous and one-phase commit of TiKV",
  labels: withAnswers(labels),
  invariants,
  bugs,
  storms,
  instances,
};
