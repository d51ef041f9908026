/** What Raft is tried in. @module */

import type { Storm } from "../../kit/kit.ts";
import type { RaftChange } from "./change.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { chaos } from "./storms/chaos.ts";
import { plain } from "./storms/plain.ts";

type RaftStorm = Storm<State, Message, Timer, Saved, RaftChange>;

/** The storms, the one whose failures are shortest to tell first. */
export const storms = {
  plain: plain as unknown as RaftStorm,
  chaos: chaos as unknown as RaftStorm,
} satisfies Record<string, RaftStorm>;
