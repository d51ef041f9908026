/** What a mistake changes. @module */

import type { ProtocolChange } from "../../../kit/change.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { Rules } from "../rules.ts";
import type { Options } from "../settings.ts";
import type { State } from "../state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}
