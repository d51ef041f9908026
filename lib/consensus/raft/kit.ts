/** All that belongs to Raft. @module */

import type { Instance, Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import type { RaftChange } from "./change.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";

/** Raft. */
export const kit: Kit<State, Message, Timer, Saved, RaftChange> = {
  name: "raft",
  words: "a log that a leader replicates, with snapshots, sessions and changing members",
  source: "Ongaro 2014, Consensus: bridging theory and practice, chapters 3, 4, 6 and 9",
  labels,
  invariants: invariants(),
  bugs,
  storms,
  instances: instances as unknown as Readonly<
    Record<string, Instance<State, Message, Timer, Saved, RaftChange>>
  >,
};
