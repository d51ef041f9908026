/** Two-phase commit in which something is done otherwise. @module */

import { changed, type ProtocolChange } from "../../../kit/change.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { Rules } from "../rules.ts";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";
import { type TwoPhase, twoPhase } from "../two_phase.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** Two-phase commit with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): TwoPhase {
  return changed(twoPhase({ ...usual, ...settings }, rules), protocol);
}
