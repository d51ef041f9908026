/** All that belongs to reliable broadcast. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal, besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Bracha's reliable broadcast. */
export const kit: Kit<State | Traitor, Message, never, never, Change> = {
  name: "bracha",
  words: "what one loyal node delivers, all deliver, though the sender lies",
  source: "Bracha 1987, Asynchronous Byzantine agreement protocols, section 2",
  labels: besideTraitors(labels),
  invariants: amongLoyal(invariants),
  bugs,
  storms,
  instances,
};
