/**
 * The client's side of a session (Ongaro 2014, section 6.3): it opens one, numbers its requests, keeps the
 * number when it tries again, and says which answers it will not ask for any more.
 *
 * @module
 */

import type { History } from "../../model/history.ts";
import type { Answer, Message } from "./messages.ts";

/** Asks for a command without a session: if it is tried again, it may take effect again. */
export function bare(command: unknown): Message {
  return { type: "request", command, stamp: null };
}

/** Which operation of which client is asked for. */
export interface Numbered {
  /** The client, from 0. */
  readonly client: number;
  /** Counts the client's operations. */
  readonly sequence: number;
}

/** What a client asks first, so that it has a session. */
export const OPEN = "open a session";

/**
 * Turns what the clients of a simulated world want into requests. The session is found in the history of
 * the world, as the answer to the client's last `OPEN`; without one a command is refused.
 */
export function inSession(
  clients: number,
  history: () => History,
): (input: unknown, which: Numbered) => Message {
  return (input, { client, sequence }) => {
    if (input === OPEN) return { type: "register" };
    const session = sessionOf(client, clients, history());
    return { type: "request", command: input, stamp: { session, sequence, lowest: sequence } };
  };
}

/** The number of a client's session; 0, which is none, when it has none. */
function sessionOf(client: number, clients: number, history: History): number {
  // A client that gave up goes on under a process number that is greater by the number of clients.
  const opened = history.findLast(({ process, input, outcome }) =>
    process % clients === client && input === OPEN && outcome === "ok"
  );
  const answer = opened?.output as Answer | undefined;
  return answer?.ok ? answer.result as number : 0;
}
