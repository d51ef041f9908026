/** All that belongs to primary–backup. @module */

import type { Kit } from "../../kit/kit.ts";
import { withAnswers } from "../../model/labels.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants, linearizable } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { type Change, storms } from "./storms.ts";

/** Primary and backups over a key–value store, and a view service at node 0. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "primary-backup",
  words:
    "a primary orders operations, and answers when its backups have them; a view service says who it is",
  source: "Alsberg and Day 1976; the view service: MIT 6.824, labs of 2012 to 2015, lab 2",
  labels: withAnswers(labels),
  invariants: [...invariants, linearizable],
  bugs,
  storms,
  instances,
};
