/** A whole office whose steps are watched, or see another world. @module */

import type { Io as AnyIo, Tagged } from "hb/model/protocol.ts";
import type { Entire } from "../entire.ts";

/** A protocol of which nothing is known but that it is one. */
export type Any = Entire["protocol"];

/** The world as one of its nodes sees it. */
export type Io = AnyIo<Tagged, Tagged, unknown>;

/** A step that is about to be taken. */
export interface Step {
  /** Upon a message, after a timer, or at a start. */
  readonly kind: "upon" | "after" | "start";
  /** The state in which it is taken; a start has none. */
  readonly state: unknown;
  /** The message or the timer; at a start, the journal. */
  readonly event: unknown;
  readonly io: Io;
}

/** The same protocol, but that `step` takes its steps: it calls `take` with the world that the step is to see. */
export function around(
  { start, upon, after, compact }: Any,
  step: (at: Step, take: (io: Io) => unknown) => unknown,
): Any {
  const handlers = (kind: "upon" | "after", all: Any["upon"]): Any["upon"] =>
    Object.fromEntries(
      Object.entries(all).map(([type, handler]): [string, Any["upon"][string]] => [
        type,
        (state, event, io) =>
          void step({ kind, state, event, io }, (io) => handler(state, event, io)),
      ]),
    );
  return {
    start: (io, journal) =>
      step({ kind: "start", state: undefined, event: journal, io }, (io) => start(io, journal)),
    upon: handlers("upon", upon),
    ...(after === undefined
      ? {}
      : { after: handlers("after", after as Any["upon"]) as Required<Any>["after"] }),
    ...(compact === undefined ? {} : { compact }),
  };
}
