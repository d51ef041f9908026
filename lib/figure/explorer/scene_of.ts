/** From a story to its scene. @module */

import type { Labels } from "../../model/labels.ts";
import type { Cast, Lane } from "../../model/story/cast.ts";
import type { Instant, Operation, Outage, SentMessage } from "../../model/story/parts.ts";
import type { Story } from "../../model/story/story.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { operationWords, sentWords, timerWords, typeOf } from "../spacetime/words.ts";
import { type Moment, momentOf } from "./moments.ts";
import type { Passage, Scene, Spot, Stretch } from "./scene.ts";

/** What places and names the parts of a story. */
interface Stage {
  readonly cast: Cast;
  readonly labels: Labels;
  momentOf(instant: Instant): number;
}

/** The scene of a story. */
export function sceneOf(
  story: Story,
  moments: readonly Moment[],
  cast: Cast,
  labels: Labels = {},
): Scene {
  const stage: Stage = { cast, labels, momentOf: ({ index }) => momentOf(moments, index) };
  const events = moments.flatMap(({ first, last }, moment) =>
    story.trace.slice(first, last + 1).map((event) => ({ event, moment }))
  );
  return {
    passages: story.messages.map((message) => passageOf(message, stage)),
    stretches: stretchesOf(story, stage),
    spots: events.flatMap(({ event, moment }) => spotsOf(event, moment, stage)),
    troubles: events.flatMap(({ event, moment }) => {
      if (event.kind !== "fault") return [];
      const until = event.until === undefined ? {} : { until: event.until };
      return [{ lanes: lanesOf(event.nodes, cast), from: moment, ...until }];
    }),
    violations: events.flatMap(({ event, moment }) =>
      event.kind === "violation" ? [{ moment, invariant: event.invariant }] : []
    ),
  };
}

function lanesOf(nodes: readonly NodeId[], cast: Cast): Lane[] {
  return [...new Set(nodes.map(cast.at))];
}

function passageOf(message: SentMessage, { cast, labels, momentOf }: Stage): Passage {
  const { from, to, sent, ended, fate, body } = message;
  return {
    from: cast.at(from),
    to: cast.at(to),
    sent: momentOf(sent),
    ...(ended === undefined ? {} : { ended: momentOf(ended) }),
    fate,
    type: typeOf(body),
    label: sentWords(message, labels),
  };
}

/** Operations and outages in one row, by their beginnings. */
function stretchesOf({ operations, outages }: Story, stage: Stage): Stretch[] {
  return [
    ...operations.map((one) => ({ begin: one.invoked, stretch: operationOf(one, stage) })),
    ...outages.map((one) => ({ begin: one.from, stretch: outageOf(one, stage) })),
  ].sort((a, b) => a.begin.index - b.begin.index).map(({ stretch }) => stretch);
}

function operationOf(operation: Operation, { cast, labels, momentOf }: Stage): Stretch {
  const { process, invoked, ended, outcome } = operation;
  return {
    lane: cast.client(process),
    kind: outcome,
    from: momentOf(invoked),
    ...(ended === undefined ? {} : { to: momentOf(ended) }),
    label: operationWords(operation, labels),
  };
}

function outageOf({ node, kind, from, to }: Outage, { cast, momentOf }: Stage): Stretch {
  const end = to === undefined ? {} : { to: momentOf(to) };
  return { lane: cast.at(node), kind, from: momentOf(from), ...end, label: "" };
}

function spotsOf(event: TraceEvent, moment: number, { cast, labels }: Stage): Spot[] {
  if (event.kind === "violation") {
    return lanesOf(event.nodes, cast).map((lane) => ({ lane, moment, kind: "breach", label: "" }));
  }
  if (!("node" in event) || event.kind === "start" && !event.recovered) return [];
  const label = event.kind === "timer" ? timerWords(event.timer, labels) : "";
  return [{ lane: cast.at(event.node), moment, kind: event.kind, label }];
}
