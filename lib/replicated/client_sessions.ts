/**
 * The client's side of a session (Ongaro 2014, section 6.3): it opens one, numbers its requests, keeps the
 * number when it tries again, and says which answers it will not ask for any more.
 *
 * @module
 */

import type { History } from "../model/history.ts";
import type { Stamp } from "./sessions.ts";

/** How a protocol is asked, and what it answers. */
export interface SessionRequests<M> {
  /** The message that opens a session. */
  open(): M;
  /** The message that asks for a command, once. */
  ask(command: unknown, stamp: Stamp): M;
  /** The number of the session that an answer to `open` brings; undefined when it brings none. */
  opened(answer: unknown): number | undefined;
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
 * the world, as the answer to the client's last `OPEN`; its number is 0, which is none, when there is none.
 */
export function clientsInSession<M>(
  requests: SessionRequests<M>,
  clients: number,
  history: () => History,
): (input: unknown, which: Numbered) => M {
  return (input, { client, sequence }) => {
    if (input === OPEN) return requests.open();
    // A client that gave up continues under its process number plus the number of clients.
    const opened = history().findLast(({ process, input, outcome }) =>
      process % clients === client && input === OPEN && outcome === "ok"
    );
    const session = (opened && requests.opened(opened.output)) ?? 0;
    return requests.ask(input, { session, sequence, lowest: sequence });
  };
}
