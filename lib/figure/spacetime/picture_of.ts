/** From a story to the picture of it: what the options ask for, in words. @module */

import type { Labels } from "../../model/labels.ts";
import { type Cast, castOf, type Lane } from "../../model/story/cast.ts";
import type { Operation, SentMessage } from "../../model/story/parts.ts";
import { type Story, storyOf } from "../../model/story/story.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { clipped } from "./clip.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { Arrow, FaultSpan, Mark, OperationBar, Picture, Violation } from "./picture.ts";
import { inNames } from "./in_names.ts";
import { compactedWords, faultWords, full, messageInFull } from "./words.ts";
import { operationWords, sentWords, timerWords, typeOf } from "./words.ts";

/** More events than this make no picture: of a longer trace, the last ones are shown. */
const mostEvents = 400;

/** The picture of a trace, of the moments that the options ask for. */
export function pictureOf(trace: Trace, options: SpacetimeOptions): Picture {
  const { labels = {} } = options;
  const story = storyOf(trace);
  const cast = castOf(story, labels);
  const focus = focusOf(trace, options);
  return clipped({
    lanes: cast.lanes,
    ...spanOf(trace, options),
    arrows: arrowsOf(story, cast, labels),
    operations: story.operations.map((operation) => barOf(operation, cast, labels)),
    outages: story.outages.map(({ node, kind, from, to }) => ({
      lane: cast.at(node),
      kind,
      from: from.at,
      ...(to === undefined ? {} : { to: to.at }),
    })),
    marks: marksOf(trace, cast, labels),
    faults: trace.flatMap((event) => event.kind === "fault" ? [faultOf(event, cast, labels)] : []),
    violations: trace.flatMap((event) =>
      event.kind === "violation" ? [breach(event, cast, labels)] : []
    ),
    ...(focus === undefined ? {} : { focus }),
    ...(options.side === undefined ? {} : { side: new Set(lanesOf(options.side, cast)) }),
  });
}

function spanOf(trace: Trace, options: SpacetimeOptions): Pick<Picture, "span" | "leftOut"> {
  const shown = trace.filter((event) =>
    event.at >= (options.from ?? -Infinity) && event.at <= (options.to ?? Infinity)
  );
  const leftOut = Math.max(0, shown.length - mostEvents);
  const first = options.from ?? trace[0]?.at ?? 0;
  const from = leftOut > 0 ? shown[leftOut]?.at ?? first : first;
  const to = Math.max(from, options.to ?? trace.at(-1)?.at ?? from);
  return { span: [from, to], leftOut };
}

function focusOf(trace: Trace, options: SpacetimeOptions): ReadonlySet<number> | undefined {
  if (options.highlight !== "violation") {
    return options.highlight === undefined ? undefined : new Set(options.highlight);
  }
  const nodes = trace.flatMap((event) => event.kind === "violation" ? event.nodes : []);
  return nodes.length === 0 ? undefined : new Set(nodes);
}

function arrowsOf({ messages }: Story, cast: Cast, labels: Labels): Arrow[] {
  /** What has been said by whom at this moment: `lane@time label`. */
  const said = new Set<string>();
  return messages.map((message) => {
    const arrow = arrowOf(message, cast, labels);
    const key = `${arrow.from.kind} ${arrow.from.id}@${arrow.sentAt} ${arrow.label}`;
    const repeated = said.has(key);
    said.add(key);
    return { ...arrow, repeated };
  });
}

function arrowOf(message: SentMessage, cast: Cast, labels: Labels): Omit<Arrow, "repeated"> {
  const { body, fate, sent, ended, copyOf } = message;
  const [from, to] = [cast.at(message.from), cast.at(message.to)];
  const copy = copyOf === undefined ? "" : " (copy)";
  return {
    from,
    to,
    sentAt: sent.at,
    ...(ended === undefined ? {} : { endsAt: ended.at }),
    fate,
    type: typeOf(body),
    label: sentWords(message, labels),
    detail: `${from.name} → ${to.name}: ${
      labels.messageInFull?.(body) ?? messageInFull(body)
    }${copy}`,
  };
}

function barOf(operation: Operation, cast: Cast, labels: Labels): OperationBar {
  const { process, invoked, ended, outcome } = operation;
  return {
    lane: cast.client(process),
    from: invoked.at,
    ...(ended === undefined ? {} : { to: ended.at }),
    outcome,
    label: operationWords(operation, labels),
  };
}

function faultOf(event: TraceEvent & { kind: "fault" }, cast: Cast, labels: Labels): FaultSpan {
  const { at, until, nodes, words } = event;
  return {
    at,
    ...(until === undefined ? {} : { until }),
    lanes: lanesOf(nodes, cast),
    words: inNames(faultWords(words), labels),
  };
}

function breach(
  { at, invariant, words, nodes }: TraceEvent & { kind: "violation" },
  cast: Cast,
  labels: Labels,
): Violation {
  return { at, lanes: lanesOf(nodes, cast), invariant, words: inNames(words, labels) };
}

function lanesOf(nodes: readonly number[], cast: Cast): Lane[] {
  return [...new Set(nodes.map(cast.at))];
}

function marksOf(trace: Trace, cast: Cast, labels: Labels): Mark[] {
  const states = new Map<Lane, string>();
  const undone = undoneSaves(trace);
  return trace.flatMap((event) => {
    if (!("node" in event)) return [];
    const lane = cast.at(event.node);
    const words = markWords(event, labels);
    if (words === undefined) return [];
    const { label } = words;
    const isUndone = undone.has(event);
    const kind = isUndone ? "undone" : words.kind;
    const detail = (words.detail ?? label) + (isUndone ? ", and a crash undid it" : "");
    if (kind === "state") {
      // Only a change is worth a mark.
      if (label === (states.get(lane) ?? "")) return [];
      states.set(lane, label);
    }
    return [{ lane, at: event.at, kind, label, detail: `${lane.name}: ${detail}` }];
  });
}

/** The saves that a crash undid: the last ones of its node, as many as it says. */
function undoneSaves(trace: Trace): ReadonlySet<TraceEvent> {
  const saves = new Map<number, TraceEvent[]>();
  const undone = new Set<TraceEvent>();
  for (const event of trace) {
    if (event.kind === "save") {
      const own = saves.get(event.node) ?? [];
      own.push(event);
      saves.set(event.node, own);
    } else if (event.kind === "crash" && event.undone !== undefined) {
      for (const save of (saves.get(event.node) ?? []).splice(-event.undone)) undone.add(save);
    }
  }
  return undone;
}

type MarkWords = Pick<Mark, "kind" | "label"> & { readonly detail?: string };

function markWords(
  event: Extract<TraceEvent, { node: number }>,
  labels: Labels,
): MarkWords | undefined {
  switch (event.kind) {
    case "start":
      return event.recovered ? { kind: "restart", label: "restart" } : undefined;
    case "crash":
    case "pause":
      return { kind: event.kind, label: event.kind };
    case "resume":
      return undefined;
    case "timer": {
      const label = timerWords(event.timer, labels);
      const detail = labels.timer === undefined ? `timer ${full(event.timer)}` : `timer: ${label}`;
      return { kind: "timer", label, detail };
    }
    case "save": {
      const record = labels.record?.(event.record) ?? full(event.record);
      return { kind: "save", label: "", detail: `saved ${record}${compactedWords(event)}` };
    }
    case "state": {
      const label = labels.state?.(event.state);
      if (label === undefined) return undefined;
      const inFull = labels.stateInFull?.(event.state) ?? full(event.state);
      return { kind: "state", label, detail: `its state: ${inFull}` };
    }
  }
}
