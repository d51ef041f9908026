/** All that belongs to quorum leases. @module */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Quorum leases. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "quorum-lease",
  words: "a replicated log in which whoever holds leases from a majority answers reads",
  source: "Moraru, Andersen and Kaminsky 2014, SoCC",
  labels,
  invariants: [linearizableStore],
  bugs,
  storms,
  instances,
};
