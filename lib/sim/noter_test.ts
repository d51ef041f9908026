/** A protocol for the tests beside this file: nodes that note what happens to them, and do no more. */

import type { Protocol } from "../model/protocol.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";

export interface State {
  notes: string[];
}

export type Message = { type: "note"; text: string };
export type Timer = { type: "tick"; text: string } | { type: "tock"; text: string };
export type Noter = Protocol<State, Message, Timer, string>;

/** A restarted node begins with what it had saved. */
export const noter: Noter = {
  start: (_io, journal) => ({ notes: [...journal] }),
  upon: {
    note: (s, { text }) => void s.notes.push(text),
  },
  after: {
    tick: (s, { text }) => void s.notes.push(text),
    tock: (s, { text }) => void s.notes.push(text),
  },
  compact: (journal) => [...journal],
};

/** A noter in which node 0 begins with `begin`, at its first start only. */
export function noterWith(begin: Noter["start"] extends infer F ? (io: IoOf<F>) => void : never) {
  const protocol: Noter = {
    ...noter,
    start(io, journal) {
      if (io.self === 0 && journal.length === 0) begin(io);
      return noter.start(io, journal);
    },
  };
  return protocol;
}

type IoOf<F> = F extends (io: infer I, journal: readonly string[]) => unknown ? I : never;

/** What a trace says of one kind of event. */
export function ofKind<K extends TraceEvent["kind"]>(
  trace: Trace,
  kind: K,
): Extract<TraceEvent, { kind: K }>[] {
  return trace.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);
}
