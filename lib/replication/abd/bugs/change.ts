/** ABD in which something is done otherwise. @module */

import { changed, type ProtocolChange } from "../../../kit/change.ts";
import { majorities, type Quorums } from "../../../replicated/quorum/system.ts";
import { type Abd, abd } from "../abd.ts";
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
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** ABD with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Abd {
  return changed(abd({ ...usual, ...settings }, rules), protocol);
}

/** The quorums by which a system goes: those of a change, or its own. */
export function quorumsOf(change: Change | undefined, usual: Partial<Settings> = {}): Quorums {
  return change?.settings?.quorums ?? usual.quorums ?? majorities;
}
