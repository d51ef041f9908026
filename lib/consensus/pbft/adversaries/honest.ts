/** What liars who know PBFT have inside. @module */

import type { Protocol } from "../../../model/protocol.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";

/** What the honest node inside runs. */
export type Honest = Protocol<State, Message, Timer, Saved>;
/** The digest that its cluster uses. */
export type DigestOf = (value: unknown) => string;
