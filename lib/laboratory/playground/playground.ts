/**
 * A session under a reader's hands: time goes on, something is done, time goes back.
 *
 * What was done after the time to which a reader goes back is not forgotten: it will happen again as
 * time goes on, until the reader does something else. Then it is gone, and what happens from there is
 * new, as in an editor in which you undo and then write.
 *
 * @module
 */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { History } from "../../model/history.ts";
import type { Trace } from "../../model/trace.ts";
import type { Violation } from "../../sim/scenario.ts";
import type { PendingTimer } from "./pending_timers.ts";
import { assertTime } from "./play.ts";
import { Run } from "./run.ts";
import { type Act, MOST_ACTS, type Session, type TimedAct } from "./session.ts";
import { assertAct, assertSession } from "./valid.ts";

/** One session, played. */
export class Playground {
  readonly #kit: AnyPlaygroundKit;
  #session: Session;
  #run: Run;
  #now = 0;

  /** Begins a session of a protocol, at time 0. */
  constructor(session: Session, kit: AnyPlaygroundKit) {
    assertSession(session, kit);
    this.#kit = kit;
    this.#session = session;
    this.#run = new Run(session, kit);
  }

  /** The session with all that has been done, and what is still to be done again. */
  get session(): Session {
    return this.#session;
  }

  /** How far the run has got, in ms. */
  get now(): number {
    return this.#now;
  }

  /** Everything that has happened. Another array after `rewind`, and after some acts. */
  get trace(): Trace {
    return this.#run.world.trace;
  }

  /** The timers that are seen, as they were set. Another array whenever the trace is. */
  get pendingTimers(): readonly PendingTimer[] {
    return this.#run.pendingTimers;
  }

  /** Each node as it stands; undefined while it is down. */
  get states(): readonly (Readonly<unknown> | undefined)[] {
    return this.#run.world.states;
  }

  /** What the clients have seen. */
  get history(): History {
    return this.#run.world.history;
  }

  /** The invariant that broke, if one did; then the run stands still until it is rewound. */
  get violation(): Violation | undefined {
    return this.#run.world.violation;
  }

  /** The fingerprint of all that has happened. */
  get digest(): string {
    return this.#run.world.digest();
  }

  /** Lets time go on to `toMs`, a whole number; a time that has passed changes nothing. */
  advance(toMs: number): void {
    assertTime(toMs);
    if (toMs <= this.#now || this.violation !== undefined) return;
    this.#play(toMs);
  }

  /** Does something now. What was to happen later is given up. */
  act(act: Act): void {
    const timed: TimedAct = { at: this.#now, act };
    assertAct(this.#kit, timed, this.#session.nodes);
    const past = this.#session.acts.filter(({ at }) => at <= this.#now);
    const acts = [...past, timed];
    if (acts.length > MOST_ACTS) {
      throw new RangeError(
        `Cannot do that because a session must have at most ${MOST_ACTS} acts`,
      );
    }
    // Clients know from the beginning what they will ask, and so the run must begin anew for them.
    const isAnew = act.kind === "ask" ||
      past.length < this.#session.acts.length;
    this.#session = { ...this.#session, acts };
    if (isAnew) return this.#replay(this.#now);
    this.#run.adopt(this.#session);
    this.#play(this.#now);
  }

  /** Goes back to `toMs`, a whole number; what was done later stays planned. */
  rewind(toMs: number): void {
    assertTime(toMs);
    if (toMs < this.#now) this.#replay(toMs);
  }

  #replay(toMs: number): void {
    this.#run = new Run(this.#session, this.#kit);
    this.#play(toMs);
  }

  #play(toMs: number): void {
    this.#run.play(toMs);
    const { violation } = this.#run.world;
    this.#now = violation === undefined ? toMs : Math.ceil(violation.at);
  }
}
