/** All that belongs to EPaxos. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** EPaxos. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "epaxos",
  words: "a replicated state machine without a leader: commands that interfere are put in order",
  source: "Moraru, Andersen and Kaminsky 2013; Sutra 2019; Ryabinin, Gotsman and Sutra 2025",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
