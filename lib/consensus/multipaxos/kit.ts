/** All that belongs to Multi-Paxos. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Multi-Paxos. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "multipaxos",
  words: "a replicated log, each slot of which is decided by a Paxos of its own",
  source: "Lamport 2001, Paxos made simple, section 3; Lamport, Malkhi and Zhou 2010",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
