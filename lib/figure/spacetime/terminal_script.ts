/**
 * The script of a run: its story line by line, in the order of the trace, with its words.
 * A diagram in a terminal has one row for each. A script is records, texts and numbers alone, so it passes
 * from one process to another as JSON.
 *
 * @module
 */

import type { Labels } from "../../model/labels.ts";
import { type Cast, castOf, type Lane } from "../../model/story/cast.ts";
import { type Story, storyOf } from "../../model/story/story.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { assertTrace } from "../assert_trace.ts";
import { assertFields, record } from "../refuse.ts";
import { answerWords, faultWords, recordWords, requestWords, sentWords } from "./words.ts";
import { compactedWords, timerWords, typeOf } from "./words.ts";

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
  /** The type of a message that is sent: messages of one type share a colour. */
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
  /** The colours that types of messages are pinned to. */
  readonly colours?: Readonly<Record<string, number>>;
}

/** Longer scripts are cut: the end of a run says why it failed. */
const mostBeats = 400;

/** The script of a trace. */
export function scriptOf(trace: Trace, labels: Labels = {}): Script {
  assertFields("a script", "its", { labels }, { labels: record });
  assertTrace("a script", trace);
  const story = storyOf(trace);
  const cast = castOf(story, labels);
  const all = trace.flatMap((event) => {
    const beat = beatOf(event, story, cast, labels);
    return beat === undefined ? [] : [beat];
  });
  const leftOut = Math.max(0, all.length - mostBeats);
  const { colours } = labels;
  return {
    lanes: cast.lanes,
    beats: all.slice(leftOut),
    leftOut,
    ...(colours === undefined ? {} : { colours }),
  };
}

function beatOf(event: TraceEvent, story: Story, cast: Cast, labels: Labels): Beat | undefined {
  const { at, kind } = event;
  const lanes = (...addresses: readonly number[]) =>
    addresses.map((address) => cast.lanes.indexOf(cast.at(address)));
  switch (kind) {
    case "send":
    case "deliver":
    case "lose":
      return messageBeat(event, lanes(event.from, event.to), story, labels);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown": {
      const lane = cast.lanes.indexOf(cast.client(event.process));
      // A client that was never heard to ask has no line.
      if (lane < 0) return undefined;
      const words = operationWords(event, labels);
      return { at, kind: kind === "invoke" ? "ask" : "end", lanes: [lane], words };
    }
    case "fault":
      return { at, kind, lanes: lanes(...event.nodes), words: faultWords(event.words) };
    case "violation": {
      const words = `${event.invariant}: ${event.words}`;
      return { at, kind, lanes: lanes(...event.nodes), words };
    }
    case "state":
      return undefined;
    case "start":
      if (!event.recovered) return undefined;
      return { at, kind: "restart", lanes: lanes(event.node), words: lifeWords(event, labels) };
    default:
      return { at, kind, lanes: lanes(event.node), words: lifeWords(event, labels) };
  }
}

function messageBeat(
  event: TraceEvent & { kind: "send" | "deliver" | "lose" },
  lanes: readonly number[],
  story: Story,
  labels: Labels,
): Beat {
  const { at, kind, message } = event;
  const sent = story.message(message);
  const words = sent === undefined ? "a message" : sentWords(sent, labels);
  switch (kind) {
    case "send":
      return { at, kind, lanes, message, type: typeOf(event.body), words };
    case "deliver":
      return { at, kind: "arrive", lanes, message, words };
    case "lose":
      return { at, kind, lanes, message, words: `${words}: ${lossWords[event.why]}` };
  }
}

function operationWords(
  event: TraceEvent & { kind: "invoke" | "ok" | "fail" | "unknown" },
  labels: Labels,
): string {
  switch (event.kind) {
    case "invoke":
      return `asks ${requestWords(event.input, labels)}`;
    case "ok":
      return `is answered ${answerWords(event.output, labels, "")}`.trimEnd();
    case "fail":
      return "is refused";
    case "unknown":
      return "gives up waiting";
  }
}

type Life = TraceEvent & { kind: "start" | "crash" | "pause" | "resume" | "timer" | "save" };

function lifeWords(event: Life, labels: Labels): string {
  switch (event.kind) {
    case "timer":
      return `timer${labels.timer === undefined ? "" : ":"} ${timerWords(event.timer, labels)}`;
    case "save":
      return `saves ${recordWords(event.record, labels)}${compactedWords(event)}`;
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
