/** All that belongs to PBFT. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal, besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** PBFT. */
export const kit: Kit<State | Traitor, Message, Timer, Saved, Change> = {
  name: "pbft",
  words: "a replicated log among replicas of which some may lie",
  source: "Castro and Liskov 1999, Practical Byzantine fault tolerance; 2002, TOCS 20(4)",
  labels: besideTraitors(labels),
  invariants: amongLoyal(invariants),
  bugs,
  storms,
  instances,
};
