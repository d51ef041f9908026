/** How clients ask a Raft: once and for all, or in a session (Ongaro 2014, section 6.3). @module */

import type { History } from "../../model/history.ts";
import {
  clientsInSession,
  type Numbered,
  type SessionRequests,
} from "../../replicated/client_sessions.ts";
import type { Answer, Message } from "./messages.ts";

/** Asks for a command without a session: if it is tried again, it may take effect again. */
export function bare(command: unknown): Message {
  return { type: "request", command, stamp: null };
}

/** How a Raft is asked in a session. */
export const sessionRequests: SessionRequests<Message> = {
  open: () => ({ type: "register" }),
  ask: (command, stamp) => ({ type: "request", command, stamp }),
  opened(answer) {
    const { ok, ...rest } = answer as Answer;
    return ok ? (rest as { result: number }).result : undefined;
  },
};

/** Turns what the clients of a simulated world want into requests, each in the client's own session. */
export function inSession(
  clients: number,
  history: () => History,
): (input: unknown, which: Numbered) => Message {
  return clientsInSession(sessionRequests, clients, history);
}
