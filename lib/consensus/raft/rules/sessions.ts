/** The rule of client sessions (Ongaro 2014, section 6.3). @module */

import type { Stamp } from "../../../replicated/sessions.ts";
import { type Admission, admit, type Sessions } from "../../../replicated/sessions.ts";

/** The rule by which a command takes effect once, however often it is in the log. */
export interface SessionRules {
  /** Whether a command that is about to be applied is new. */
  admit(sessions: Readonly<Sessions>, stamp: Stamp): Admission;
}

/** The rule as it should be. */
export const sessionRules: SessionRules = { admit };
