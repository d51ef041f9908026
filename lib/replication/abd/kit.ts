/** All that belongs to ABD. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";
import { withAnswers } from "../../model/labels.ts";

/** Atomic registers, kept by quorums. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "abd",
  words:
    "registers that behave as one copy would, without a leader: a read writes back what it returns",
  source: "Attiya, Bar-Noy and Dolev 1995; Lynch and Shvartsman 1997",
  labels: withAnswers(labels),
  invariants,
  bugs,
  storms,
  instances,
};
