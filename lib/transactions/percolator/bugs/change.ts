/** Percolator in which something is done otherwise. @module */

import { changed, type ProtocolChange } from "../../../kit/change.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import { type Percolator, percolator } from "../percolator.ts";
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

/** Percolator with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Percolator {
  return changed(percolator({ ...usual, ...settings }, rules), protocol);
}
