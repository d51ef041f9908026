/** All that belongs to causal broadcast. @module */

import type { Kit } from "../../kit/kit.ts";
import type { Entry } from "./application.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Causal broadcast, with diaries above it. */
export const kit: Kit<
  State<Entry[], unknown>,
  Message<unknown>,
  Timer,
  Saved<Entry[], unknown>,
  Partial<Rules>
> = {
  name: "causal-broadcast",
  words: "what a node says reaches all, once, and after everything that the node had been told",
  source: "Birman, Schiper and Stephenson 1991, Lightweight causal and atomic group multicast",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
