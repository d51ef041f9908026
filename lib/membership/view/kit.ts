/** All that belongs to view-synchronous group communication. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import type { Diary } from "./diary.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Virtual synchrony. */
export const kit: Kit<State<Diary, string>, Message<string>, Timer, Saved<string>, Change> = {
  name: "view",
  words: "a group whose members agree on who they are, and on what was said in each view",
  source: "Birman and Joseph 1987, Exploiting virtual synchrony in distributed systems",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
