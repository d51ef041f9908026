/** What is done wrong in SWIM. @module */

import { changed, type ProtocolChange } from "../../../kit/change.ts";
import type { Bug } from "../../../kit/kit.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { Rules } from "../rules.ts";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";
import { type Swim, swim } from "../swim.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** Mistakes, by what is wrong. */
export type SwimBugs = Readonly<Record<string, Bug<Change>>>;

/** SWIM with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Swim {
  return changed(swim({ ...usual, ...settings }, rules), protocol);
}
