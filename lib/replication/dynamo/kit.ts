/** All that belongs to the store in the manner of Dynamo. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Dynamo: sloppy quorums, hinted handoff, siblings by dotted version vectors. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "dynamo",
  words: "anybody writes at any time; what conflicts is kept, and whoever reads it settles it",
  source: "DeCandia et al. 2007, Dynamo: Amazon's highly available key-value store, SOSP",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
