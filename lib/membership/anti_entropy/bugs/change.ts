/** What a bug of anti-entropy changes. @module */

import { changed, type ProtocolChange } from "../../../kit/change.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { antiEntropy } from "../anti_entropy.ts";
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

/** Anti-entropy with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return changed(antiEntropy({ ...usual, ...settings }, rules), protocol);
}
