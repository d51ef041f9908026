/** A command takes effect once, however often it stands in the log (Ongaro 2014, section 6.3). @module */

import type { Answer } from "./requests.ts";
import {
  type Admission,
  admit as admitted,
  remember,
  type Sessions,
  type Stamp,
  touch,
} from "./sessions.ts";
import type { StateMachine } from "./state_machine.ts";

/** What commands have made of a server. */
export interface Applied {
  /** The state machine. */
  readonly machine: unknown;
  /** The clients' sessions. */
  readonly sessions: Sessions;
}

/** A client's command. */
export interface Stamped {
  /** The command. */
  readonly command: unknown;
  /** Null when the client does not ask for exactly-once. */
  readonly stamp: Stamp | null;
}

/** Applies a command unless it has been applied before; what to answer, undefined when its client has the answer. */
export function applyOnce(
  machine: StateMachine,
  s: Applied,
  { command, stamp }: Stamped,
  index: number,
  admit: (sessions: Readonly<Sessions>, stamp: Stamp) => Admission = admitted,
  configuration?: unknown,
): Answer | undefined {
  const apply = () => machine.apply(s.machine, command, { index, configuration });
  if (stamp === null) return { ok: true, index, result: apply() };
  const admission = admit(s.sessions, stamp);
  switch (admission.type) {
    case "new": {
      const result = apply();
      if (machine.reads?.(command)) touch(s.sessions, stamp, index);
      else remember(s.sessions, stamp, result, index);
      return { ok: true, index, result };
    }
    case "repeated":
      return { ok: true, index, result: admission.answer };
    case "expired":
      return { ok: false, why: "session expired" };
    case "old":
      return undefined;
  }
}
