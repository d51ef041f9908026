/** All that belongs to Bodega. @module */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Bodega. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "bodega",
  words: "a replicated log whose servers answer reads themselves, as a leased roster says",
  source: "Hu, Arpaci-Dusseau and Arpaci-Dusseau 2025, arXiv 2509.07158",
  labels,
  invariants: [linearizableStore],
  bugs,
  storms,
  instances,
};
