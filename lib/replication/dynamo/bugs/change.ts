/** What a bug changes. @module */

import type { Protocol } from "../../../model/protocol.ts";
import { dynamo } from "../dynamo.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { Rules } from "../rules.ts";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
}

/** The store with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return dynamo({ ...usual, ...settings }, rules);
}
