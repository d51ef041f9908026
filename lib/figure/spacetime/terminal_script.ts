/**
 * The script of a run: one line for each thing that happened, in the order of the trace, with its words.
 * A diagram in a terminal has one row for each. A script is records, texts and numbers alone, so it passes
 * from one process to another as JSON.
 *
 * @module
 */

import type { Trace, TraceEvent } from "../../model/trace.ts";
import { type Cast, castOf } from "./cast.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { Lane } from "./story.ts";
import { brief, messageWords, typeOf } from "./words.ts";

/** What sort of thing happened. */
export type BeatKind =
  | "send"
  | "arrive"
  | "lose"
  | "ask"
  | "end"
  | "timer"
  | "save"
  | "crash"
  | "restart"
  | "pause"
  | "resume"
  | "fault"
  | "violation";

/** One thing that happened. */
export interface Beat {
  /** When, in ms. */
  readonly at: number;
  /** What sort of thing. */
  readonly kind: BeatKind;
  /** Where: indices of lanes. A message goes from the first to the second. */
  readonly lanes: readonly number[];
  /** The number of the message, if it is about one. */
  readonly message?: number;
  /** The type of the message: messages of one type share a colour. */
  readonly type?: string;
  /** What happened, in words. */
  readonly words: string;
}

/** Everything that happened, and to whom. */
export interface Script {
  /** Those to whom it happened, in the order of their lines. */
  readonly lanes: readonly Lane[];
  /** What happened, in order. */
  readonly beats: readonly Beat[];
  /** How many beats were left out before these, as they were too many. */
  readonly leftOut: number;
}

/** Longer scripts are cut: the end of a run says why it failed. */
const mostBeats = 400;

/** The script of a trace. */
export function scriptOf(trace: Trace, options: Partial<SpacetimeOptions> = {}): Script {
  const cast = castOf(trace, { title: "a run", ...options });
  const said = new Map<number, string>();
  const all = trace.flatMap((event) => {
    const beat = beatOf(event, cast, said, options.messageLabel ?? messageWords);
    return beat === undefined ? [] : [beat];
  });
  const leftOut = Math.max(0, all.length - mostBeats);
  const lanes = cast.lanes.map(({ kind, id, name }) => ({ kind, id, name }));
  return { lanes, beats: all.slice(leftOut), leftOut };
}

function beatOf(
  event: TraceEvent,
  cast: Cast,
  said: Map<number, string>,
  wordsOf: (body: unknown) => string,
): Beat | undefined {
  const { at } = event;
  const index = (address: number) => cast.lanes.indexOf(cast.at(address));
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return messageBeat(event, [index(event.from), index(event.to)], said, wordsOf);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown": {
      const kind = event.kind === "invoke" ? "ask" : "end";
      return {
        at,
        kind,
        lanes: [cast.lanes.indexOf(cast.client(event.process))],
        words: operationWords(event),
      };
    }
    case "fault": {
      const words = event.words.replace(/^at [\d.]+ ms /, "");
      return { at, kind: "fault", lanes: event.nodes.map(index), words };
    }
    case "violation": {
      const words = `${event.invariant}: ${event.words}`;
      return { at, kind: "violation", lanes: event.nodes.map(index), words };
    }
    case "state":
      return undefined;
    case "start":
      if (!event.recovered) return undefined;
      return { at, kind: "restart", lanes: [index(event.node)], words: lifeWords(event) };
    default:
      return { at, kind: event.kind, lanes: [index(event.node)], words: lifeWords(event) };
  }
}

function messageBeat(
  event: TraceEvent & { kind: "send" | "deliver" | "lose" },
  lanes: readonly number[],
  said: Map<number, string>,
  wordsOf: (body: unknown) => string,
): Beat {
  const { at, message } = event;
  if (event.kind === "send") {
    said.set(message, wordsOf(event.body) + (event.copyOf === undefined ? "" : " (copy)"));
  }
  const words = said.get(message) ?? "a message";
  if (event.kind === "lose") {
    return { at, kind: "lose", lanes, message, words: `${words}: ${lossWords[event.why]}` };
  }
  const kind = event.kind === "send" ? "send" : "arrive";
  return { at, kind, lanes, message, type: typeOf(event.body), words };
}

function operationWords(
  event: TraceEvent & { kind: "invoke" | "ok" | "fail" | "unknown" },
): string {
  switch (event.kind) {
    case "invoke":
      return `asks ${brief(event.input)}`;
    case "ok":
      return event.output === undefined ? "is answered" : `is answered ${brief(event.output)}`;
    case "fail":
      return "is refused";
    case "unknown":
      return "gives up waiting";
  }
}

type Life = TraceEvent & { kind: "start" | "crash" | "pause" | "resume" | "timer" | "save" };

function lifeWords(event: Life): string {
  switch (event.kind) {
    case "timer":
      return `timer ${brief(event.timer)}`;
    case "save":
      return `saves ${brief(event.record)}`;
    case "start":
      return "restarts";
    case "crash":
      return "crashes";
    case "pause":
      return "pauses";
    case "resume":
      return "goes on";
  }
}

const lossWords = {
  lost: "lost",
  partitioned: "cut off",
  down: "nobody is there",
  full: "the queue is full",
} as const;
