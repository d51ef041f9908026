/** What happened, in a sentence a reader understands without the code. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Labels } from "../../model/labels.ts";
import type { Cast } from "../../model/story/cast.ts";
import type { Story } from "../../model/story/story.ts";
import type { LossReason, TraceEvent } from "../../model/trace.ts";
import { answerWords, compactedWords, faultWords, messageWords, ms } from "../spacetime/words.ts";
import { recordWords, requestWords, timerWords } from "../spacetime/words.ts";

/** Tells an event of one trace in words. */
export type Narrator = (event: TraceEvent) => string;

const losses: Record<LossReason, string> = {
  lost: "the network loses it",
  partitioned: "a partition stops it",
  down: "the receiver is down",
  full: "the queue is full",
};

/** A narrator of a story, who calls its nodes and clients by the names of the cast. */
export function narrator(story: Story, cast: Cast, labels: Labels = {}): Narrator {
  return (event) => sentence(event, story, cast, labels);
}

function sentence(
  event: TraceEvent,
  story: Story,
  cast: Cast,
  labels: Labels,
): string {
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return ofMessage(event, story, cast, labels);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown":
      return ofOperation(event, cast, labels);
    case "fault":
      return faultWords(event.words) +
        (event.until === undefined ? "" : ` (until ${ms(event.until)})`);
    case "violation":
      return `violated: ${event.invariant} (${event.words})`;
    default:
      return ofNode(event, cast.at(event.node).name, labels);
  }
}

function ofMessage(
  event: TraceEvent & { kind: "send" | "deliver" | "lose" },
  story: Story,
  cast: Cast,
  labels: Labels,
): string {
  const [from, to] = [cast.at(event.from).name, cast.at(event.to).name];
  const said = (body: unknown) => labels.message?.(body) ?? messageWords(body);
  switch (event.kind) {
    case "deliver":
      return `${to} receives ${said(event.body)} from ${from}`;
    case "lose": {
      const sent = story.message(event.message);
      const words = sent === undefined ? "a message" : said(sent.body);
      return `${words} from ${from} never reaches ${to}: ${losses[event.why] ?? "it is lost"}`;
    }
    case "send":
      return event.copyOf === undefined
        ? `${from} sends ${said(event.body)} to ${to}`
        : `the network copies ${said(event.body)} from ${from} to ${to}`;
  }
}

function ofOperation(
  event: TraceEvent & { kind: "invoke" | "ok" | "fail" | "unknown" },
  cast: Cast,
  labels: Labels,
): string {
  const { name } = cast.client(event.process);
  switch (event.kind) {
    case "invoke": {
      const where = event.local === undefined ? "" : ` at ${cast.at(event.local).name}`;
      return `${name} asks${where}: ${requestWords(event.input, labels)}`;
    }
    case "ok":
      return `${name} is answered: ${answerWords(event.output, labels, "done")}`;
    case "fail":
      return `${name} learns that its operation failed`;
    case "unknown":
      return `${name} gives up, and cannot know whether its operation took place`;
  }
}

function ofNode(
  event: Extract<TraceEvent, { node: NodeId }>,
  name: string,
  labels: Labels,
): string {
  switch (event.kind) {
    case "start":
      return event.recovered ? `${name} starts again from what it had saved` : `${name} starts`;
    case "timer":
      return `a timer of ${name} goes off: ${timerWords(event.timer, labels)}`;
    case "save":
      return `${name} saves ${recordWords(event.record, labels)}${compactedWords(event)}`;
    case "state": {
      const state = labels.state?.(event.state) ?? "";
      return state === "" ? `${name} changes its state` : `${name} is now ${state}`;
    }
    case "crash":
      return `${name} crashes and forgets what it had not saved`;
    case "pause":
      return `${name} freezes`;
    case "resume":
      return `${name} goes on as if nothing had been`;
  }
}
