/** All that belongs to single-decree Paxos. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Paxos, one value. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "paxos",
  words: "one value, decided by quorums that meet, whatever is lost and whoever crashes",
  source: "Lamport 2001, Paxos made simple, section 2",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
