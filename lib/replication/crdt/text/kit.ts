/** All that belongs to a shared text. @module */

import type { Kit } from "../../../kit/kit.ts";
import type { Message, Saved, Timer } from "../../causal_broadcast/messages.ts";
import type { Operation } from "../sequence/operation.ts";
import type { Sequence } from "../sequence/state.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import { storms } from "./storms.ts";
import type { Change, TextState } from "./text.ts";

/** A text that all nodes edit, as Fugue has it, over causal broadcast. */
export const kit: Kit<TextState, Message<Operation>, Timer, Saved<Sequence, Operation>, Change> = {
  name: "shared-text",
  words: "all nodes edit one text, and nobody waits for anybody",
  source:
    "Weidner and Kleppmann 2023, The art of the Fugue: minimizing interleaving in collaborative text editing",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
