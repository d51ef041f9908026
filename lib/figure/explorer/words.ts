/** What happened, in a sentence a reader understands without the code. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { LossReason, Trace, TraceEvent } from "../../model/trace.ts";
import type { Cast } from "../spacetime/cast.ts";
import { brief, messageWords, ms } from "../spacetime/words.ts";

/** Tells an event of one trace in words. */
export type Narrator = (event: TraceEvent) => string;

const losses: Record<LossReason, string> = {
  lost: "the network loses it",
  partitioned: "a partition stops it",
  down: "the receiver is down",
  full: "the queue is full",
};

/** A narrator for a trace, who calls its nodes and clients by the names of the cast. */
export function narrator(trace: Trace, cast: Cast): Narrator {
  const bodies = new Map<number, unknown>();
  for (const event of trace) {
    if (event.kind === "send") bodies.set(event.message, event.body);
  }
  return (event) => sentence(event, cast, bodies);
}

function sentence(
  event: TraceEvent,
  cast: Cast,
  bodies: ReadonlyMap<number, unknown>,
): string {
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return ofMessage(event, cast, bodies);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown":
      return ofOperation(event, cast);
    case "fault":
      return event.words.replace(/^at [\d.]+ ms /, "") +
        (event.until === undefined ? "" : ` (until ${ms(event.until)})`);
    case "violation":
      return `violated: ${event.invariant} (${event.words})`;
    default:
      return ofNode(event, cast.at(event.node).name);
  }
}

function ofMessage(
  event: TraceEvent & { kind: "send" | "deliver" | "lose" },
  cast: Cast,
  bodies: ReadonlyMap<number, unknown>,
): string {
  const [from, to] = [cast.at(event.from).name, cast.at(event.to).name];
  if (event.kind === "deliver") {
    return `${to} receives ${messageWords(event.body)} from ${from}`;
  }
  if (event.kind === "lose") {
    const body = messageWords(bodies.get(event.message) ?? "a message");
    return `${body} from ${from} never reaches ${to}: ${losses[event.why] ?? "it is lost"}`;
  }
  const body = messageWords(event.body);
  if (event.copyOf !== undefined) {
    return `the network copies ${body} from ${from} to ${to}`;
  }
  return `${from} sends ${body} to ${to}`;
}

function ofOperation(
  event: TraceEvent & { kind: "invoke" | "ok" | "fail" | "unknown" },
  cast: Cast,
): string {
  const { name } = cast.client(event.process);
  switch (event.kind) {
    case "invoke": {
      const where = event.local === undefined ? "" : ` at ${cast.at(event.local).name}`;
      return `${name} asks${where}: ${brief(event.input)}`;
    }
    case "ok":
      return `${name} is answered: ${event.output === undefined ? "done" : brief(event.output)}`;
    case "fail":
      return `${name} learns that its operation failed`;
    case "unknown":
      return `${name} gives up, and cannot know whether its operation took place`;
  }
}

function ofNode(
  event: Extract<TraceEvent, { node: NodeId }>,
  name: string,
): string {
  switch (event.kind) {
    case "start":
      return event.recovered ? `${name} starts again from what it had saved` : `${name} starts`;
    case "timer":
      return `a timer of ${name} goes off: ${brief(event.timer)}`;
    case "save":
      return `${name} saves ${brief(event.record)}`;
    case "state":
      return `${name} changes its state`;
    case "crash":
      return `${name} crashes and forgets what it had not saved`;
    case "pause":
      return `${name} freezes`;
    case "resume":
      return `${name} goes on as if nothing had been`;
  }
}
