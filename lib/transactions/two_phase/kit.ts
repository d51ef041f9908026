/** All that belongs to two-phase commit over two-phase locking. @module */

import type { Kit } from "../../kit/kit.ts";
import { withAnswers } from "../../model/labels.ts";
import { bugs } from "./bugs.ts";
import type { Change } from "./bugs/change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Transactions that are strictly serializable, over the keys of several participants. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "two-phase",
  words: "transactions that lock what they touch, and commit everywhere or nowhere",
  source: "Gray 1978; Mohan, Lindsay and Obermarck 1986; Rosenkrantz, Stearns and Lewis 1978",
  labels: withAnswers(labels),
  invariants,
  bugs,
  storms,
  instances,
};
