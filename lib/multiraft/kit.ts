/** All that belongs to Multi-Raft. @module */

import type { Kit } from "../kit/kit.ts";
import { bugs } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import { instances } from "./instances.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { NodeState, Record as Saved } from "./state.ts";
import { type Change, storms } from "./storms.ts";

/** Multi-Raft. */
export const kit: Kit<NodeState, Message, Timer, Saved, Change> = {
  name: "multiraft",
  words: "ranges of keys that split, merge and move, each replicated by a Raft group of its own",
  source: "Corbett and others 2012, section 2; Taft and others 2020; Huang and others 2020",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
