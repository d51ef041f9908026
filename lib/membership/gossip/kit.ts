/** All that belongs to gossip. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Rumours that spread like a disease. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "gossip",
  words: "rumours spread from node to node, and a back-up finds whom they have missed",
  source: "Demers et al. 1987, Epidemic algorithms for replicated database maintenance",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
