/** Keeps the trace of a run, or only its digest, or nothing. @module */

import { Digest } from "../model/digest.ts";
import { encode } from "../model/encode.ts";
import type { TraceEvent } from "../model/trace.ts";

/**
 * How much of a run is kept: every event, only the digest of all of them, or nothing, for runs of
 * millions of events.
 */
export type TraceLevel = "full" | "digest" | "none";

/** An event before it is stamped with its time. */
export type Untimed = TraceEvent extends infer Event
  ? Event extends { at: number } ? Omit<Event, "at"> : never
  : never;

/** Takes the events of a run as they happen. */
export class Recorder {
  /** False when there is no need to make events at all. */
  readonly on: boolean;
  /** The events so far, when the level is "full". */
  readonly events: TraceEvent[] = [];
  readonly #digest = new Digest();
  /** How many of the events that are kept are in the digest: most runs are never asked for it. */
  #digested = 0;
  readonly #full: boolean;

  /** A recorder that keeps as much as `level` says. */
  constructor(level: TraceLevel) {
    this.on = level !== "none";
    this.#full = level === "full";
  }

  /** Takes what happened `at` ms. Its contents must be copies: the run goes on changing its own. */
  add(at: number, untimed: Untimed): void {
    const event = { at, ...untimed } as TraceEvent;
    if (this.#full) this.events.push(event);
    else this.#digest.add(encode(event));
  }

  /** The digest of all events so far: sixteen hexadecimal digits; "" when nothing is kept. */
  digest(): string {
    if (!this.on) return "";
    const { events } = this;
    while (this.#digested < events.length) this.#digest.add(encode(events[this.#digested++]));
    return this.#digest.hex();
  }
}
