/** All that belongs to anti-entropy. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Anti-entropy by hash trees, by version vectors, and by sending all that there is. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "anti-entropy",
  words: "nodes compare what they have, two at a time, and send only what differs",
  source:
    "Demers et al. 1987, Epidemic algorithms for replicated database maintenance, section 1.3",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
