/** All that belongs to SWIM. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** SWIM, and Lifeguard by its settings. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "swim",
  words: "who is there: each probes one other at a time, and what it finds spreads like a rumour",
  source: "Das, Gupta and Motivala 2002, SWIM; Dadgar, Phillips and Currey 2018, Lifeguard",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
