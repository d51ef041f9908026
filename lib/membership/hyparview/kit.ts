/** All that belongs to HyParView. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariantsWith } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** HyParView. */
export const kit: Kit<State, Message, Timer, never, Partial<Rules>> = {
  name: "hyparview",
  words:
    "each node has a few neighbours that are watched, and knows some more who take their places",
  source: "Leitão, Pereira and Rodrigues 2007, HyParView, DSN",
  labels,
  invariants: invariantsWith(),
  bugs,
  storms,
  instances,
};
