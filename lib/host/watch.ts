/**
 * Whether the other side of a connection is still there, asked by whoever dialled, and still to be believed.
 * Its answer shows both that it is there and, to the other side, that this one is.
 *
 * @module
 */

import { KeepAlive } from "../link/keep_alive.ts";
import type { Connection } from "./connection.ts";
import type { Limits } from "./limits.ts";
import { kinds } from "./wire.ts";

/** What of the time that a side may be silent has passed when it is asked. */
const ASKED_AFTER = 1 / 4;

/** What is looked after. */
type Watched = Pick<
  Connection,
  "heardAt" | "sendBare" | "checkPace" | "checkTrust" | "close"
>;

/** Looks after one connection. */
export class Watch {
  readonly #connection: Watched;
  readonly #alive: KeepAlive;
  #heardAt: number;

  /** The connection has just come about, at `now` in ms. */
  constructor(
    connection: Watched,
    { silenceMs }: Pick<Limits, "silenceMs">,
    now: number = performance.now(),
  ) {
    this.#connection = connection;
    this.#heardAt = now;
    const askAfterMs = ASKED_AFTER * silenceMs;
    this.#alive = new KeepAlive({ askAfterMs, patienceMs: silenceMs - askAfterMs }, now);
  }

  /**
   * Asks if nothing was heard for a while, and closes the connection if nothing came of that: the time
   * counts from the question, also when it cannot be written since the other side does not read. Ends it as
   * well when what the other side has shown does not hold any more. To be called several times in
   * `silenceMs`.
   */
  tick(now: number = performance.now()): void {
    const connection = this.#connection, { heardAt } = connection;
    if (heardAt > this.#heardAt) this.#alive.heard(this.#heardAt = heardAt);
    const advice = this.#alive.tick(now);
    if (advice === "ask") connection.sendBare(kinds.ping);
    if (advice === "dead") connection.close("it has fallen silent");
    else connection.checkPace();
    connection.checkTrust();
  }
}
