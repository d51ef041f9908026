/** From a trace to its scene. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Cast } from "../spacetime/cast.ts";
import type { Lane } from "../spacetime/story.ts";
import { brief, messageWords, typeOf } from "../spacetime/words.ts";
import type { Moment } from "./moments.ts";
import type { Passage, Scene, Stretch } from "./scene.ts";

/** What is not over while the trace is read. */
interface Open {
  readonly passages: Map<number, Passage>;
  readonly deeds: Map<number, Stretch>;
  readonly gaps: Map<NodeId, Stretch>;
}

/** The scene of a trace. */
export function sceneOf(
  trace: Trace,
  moments: readonly Moment[],
  cast: Cast,
): Scene {
  const scene: Scene = {
    passages: [],
    stretches: [],
    spots: [],
    troubles: [],
    violations: [],
  };
  const open: Open = { passages: new Map(), deeds: new Map(), gaps: new Map() };
  moments.forEach(({ first, last }, moment) => {
    for (let i = first; i <= last; i++) {
      take(trace[i]!, moment, scene, open, cast);
    }
  });
  return scene;
}

function take(
  event: TraceEvent,
  moment: number,
  scene: Scene,
  open: Open,
  cast: Cast,
): void {
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return takeMessage(event, moment, scene, open, cast);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown":
      return takeOperation(event, moment, scene, open, cast);
    case "fault": {
      const until = event.until === undefined ? {} : { until: event.until };
      scene.troubles.push({
        lanes: lanesOf(event.nodes, cast),
        from: moment,
        ...until,
      });
      return;
    }
    case "violation":
      scene.violations.push({ moment, invariant: event.invariant });
      for (const lane of lanesOf(event.nodes, cast)) {
        scene.spots.push({ lane, moment, kind: "breach", label: "" });
      }
      return;
    default:
      return takeLife(event, moment, scene, open, cast);
  }
}

function lanesOf(nodes: readonly NodeId[], cast: Cast): Lane[] {
  return [...new Set(nodes.map(cast.at))];
}

function takeMessage(
  event: Extract<TraceEvent, { kind: "send" | "deliver" | "lose" }>,
  moment: number,
  scene: Scene,
  open: Open,
  cast: Cast,
): void {
  if (event.kind !== "send") {
    const passage = open.passages.get(event.message);
    if (passage === undefined) return;
    passage.ended = moment;
    passage.fate = event.kind === "deliver" ? "delivered" : event.why;
    open.passages.delete(event.message);
    return;
  }
  const passage: Passage = {
    from: cast.at(event.from),
    to: cast.at(event.to),
    sent: moment,
    fate: "under way",
    type: typeOf(event.body),
    label: messageWords(event.body) +
      (event.copyOf === undefined ? "" : " (copy)"),
  };
  open.passages.set(event.message, passage);
  scene.passages.push(passage);
}

function takeOperation(
  event: Extract<TraceEvent, { kind: "invoke" | "ok" | "fail" | "unknown" }>,
  moment: number,
  scene: Scene,
  open: Open,
  cast: Cast,
): void {
  if (event.kind === "invoke") {
    const lane = cast.client(event.process);
    const deed: Stretch = {
      lane,
      kind: "open",
      from: moment,
      label: brief(event.input),
    };
    open.deeds.set(event.operation, deed);
    scene.stretches.push(deed);
    return;
  }
  const deed = open.deeds.get(event.operation);
  if (deed === undefined) return;
  deed.to = moment;
  deed.kind = event.kind;
  if (event.kind !== "ok") {
    deed.label += ` → ${event.kind === "fail" ? "failed" : "unknown"}`;
  } else deed.label += ` → ${event.output === undefined ? "ok" : brief(event.output)}`;
}

function takeLife(
  event: Extract<TraceEvent, { node: NodeId }>,
  moment: number,
  scene: Scene,
  open: Open,
  cast: Cast,
): void {
  const { node, kind } = event;
  const lane = cast.at(node);
  const label = kind === "timer" ? brief(event.timer) : "";
  if (kind !== "start" || event.recovered) {
    scene.spots.push({ lane, moment, kind, label });
  }
  if (kind === "start" || kind === "resume" || kind === "crash") {
    const gap = open.gaps.get(node);
    if (gap !== undefined) gap.to = moment;
    open.gaps.delete(node);
  }
  if (kind === "crash" || kind === "pause") {
    const gap: Stretch = {
      lane,
      kind: kind === "crash" ? "down" : "paused",
      from: moment,
      label,
    };
    open.gaps.set(node, gap);
    scene.stretches.push(gap);
  }
}
