/** All that belongs to Fast Paxos. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Fast Paxos, one value. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "fast-paxos",
  words: "one value, decided two messages after it is proposed where nobody is in the way",
  source: "Lamport 2006, Fast Paxos, Distributed Computing 19(2)",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
