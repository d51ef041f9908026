/**
 * The client's side of a session (Ongaro 2014, section 6.3): it opens one, numbers its requests, keeps the
 * number when it tries again, and says which answers it will not ask for any more.
 *
 * @module
 */

import type { History } from "../model/history.ts";
import type { Answer, ClientRequest } from "./requests.ts";

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
 * Turns what the clients of a simulated world want into requests, each in the client's own session. It is found
 * in the history of the world, as the answer to the client's last `OPEN`; its number is 0, which is none, when
 * there is none.
 */
export function inSession(
  clients: number,
  history: () => History,
): (input: unknown, which: Numbered) => ClientRequest {
  return (input, { client, sequence }) => {
    if (input === OPEN) return { type: "register" };
    // A client that gave up continues under its process number plus the number of clients.
    const opened = history().findLast(({ process, input, outcome }) =>
      process % clients === client && input === OPEN && outcome === "ok"
    );
    const session = opened === undefined ? 0 : openedBy(opened.output as Answer);
    return { type: "request", command: input, stamp: { session, sequence, lowest: sequence } };
  };
}

/** The session that a registration has opened; 0 when it has not. */
function openedBy(answer: Answer): number {
  return answer.ok ? answer.result as number : 0;
}
