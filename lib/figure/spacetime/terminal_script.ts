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
  const seat = (process: number) => [cast.lanes.indexOf(cast.client(process))];
  const beat = (kind: BeatKind, lanes: readonly number[], words: string): Beat => ({
    at,
    kind,
    lanes,
    words,
  });
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose": {
      const { message, from, to } = event;
      if (event.kind === "send") {
        said.set(message, wordsOf(event.body) + (event.copyOf === undefined ? "" : " (copy)"));
      }
      const kind = ({ send: "send", deliver: "arrive", lose: "lose" } as const)[event.kind];
      const words = said.get(message) ?? "a message";
      const fate = event.kind === "lose" ? `${words}: ${lossWords[event.why]}` : words;
      const type = event.kind === "lose" ? {} : { type: typeOf(event.body) };
      return { ...beat(kind, [index(from), index(to)], fate), message, ...type };
    }
    case "invoke":
      return beat("ask", seat(event.process), `asks ${brief(event.input)}`);
    case "ok":
      return beat(
        "end",
        seat(event.process),
        event.output === undefined ? "is answered" : `is answered ${brief(event.output)}`,
      );
    case "fail":
      return beat("end", seat(event.process), "is refused");
    case "unknown":
      return beat("end", seat(event.process), "gives up waiting");
    case "timer":
      return beat("timer", [index(event.node)], `timer ${brief(event.timer)}`);
    case "save":
      return beat("save", [index(event.node)], `saves ${brief(event.record)}`);
    case "start":
      return event.recovered ? beat("restart", [index(event.node)], "restarts") : undefined;
    case "crash":
      return beat("crash", [index(event.node)], "crashes");
    case "pause":
      return beat("pause", [index(event.node)], "pauses");
    case "resume":
      return beat("resume", [index(event.node)], "goes on");
    case "fault":
      return beat("fault", event.nodes.map(index), event.words.replace(/^at [\d.]+ ms /, ""));
    case "violation":
      return beat("violation", event.nodes.map(index), `${event.invariant}: ${event.words}`);
    case "state":
      return undefined;
  }
}

const lossWords = {
  lost: "lost",
  partitioned: "cut off",
  down: "nobody is there",
  full: "the queue is full",
} as const;
