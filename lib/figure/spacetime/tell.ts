/** From a trace to its story. @module */

import type { Trace, TraceEvent } from "../../model/trace.ts";
import { type Cast, castOf } from "./cast.ts";
import { clipped } from "./clip.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { Arrow, Deed, Gap, Lane, Story } from "./story.ts";
import { brief, full, messageWords, ms, typeOf } from "./words.ts";

/** More events than this make no picture: of a longer trace, the last ones are shown. */
const mostEvents = 400;

/** What is still going on while the trace is read. */
interface Open {
  readonly arrows: Map<number, Arrow>;
  readonly deeds: Map<number, Deed>;
  readonly gaps: Map<Lane, Gap>;
  readonly states: Map<Lane, string>;
  /** What has been said by whom at this moment: `lane@time label`. */
  readonly said: Set<string>;
}

/** The story of a trace, of the moments that the options ask for. */
export function tell(trace: Trace, options: SpacetimeOptions): Story {
  const cast = castOf(trace, options);
  const shown = trace.filter((event) =>
    event.at >= (options.from ?? -Infinity) && event.at <= (options.to ?? Infinity)
  );
  const leftOut = Math.max(0, shown.length - mostEvents);
  const first = options.from ?? trace[0]?.at ?? 0;
  const from = leftOut > 0 ? shown[leftOut]?.at ?? first : first;
  const to = Math.max(from, options.to ?? trace.at(-1)?.at ?? from);
  const focus = focusOf(trace, options);
  const story: Story = {
    lanes: cast.lanes,
    span: [from, to],
    arrows: [],
    deeds: [],
    gaps: [],
    marks: [],
    mishaps: [],
    violations: [],
    ...(focus === undefined ? {} : { focus }),
    leftOut,
  };
  const open: Open = {
    arrows: new Map(),
    deeds: new Map(),
    gaps: new Map(),
    states: new Map(),
    said: new Set(),
  };
  for (const event of trace) take(event, story, open, cast, options);
  return clipped(story);
}

function focusOf(trace: Trace, options: SpacetimeOptions): ReadonlySet<number> | undefined {
  if (options.highlight !== "violation") {
    return options.highlight === undefined ? undefined : new Set(options.highlight);
  }
  const nodes = trace.flatMap((event) => event.kind === "violation" ? event.nodes : []);
  return nodes.length === 0 ? undefined : new Set(nodes);
}

function take(
  event: TraceEvent,
  story: Story,
  open: Open,
  cast: Cast,
  options: SpacetimeOptions,
): void {
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return takeMessage(event, story, open, cast, options);
    case "invoke":
    case "ok":
    case "fail":
    case "unknown":
      return takeOperation(event, story, open, cast);
    case "fault":
      story.mishaps.push({
        at: event.at,
        ...(event.until === undefined ? {} : { until: event.until }),
        lanes: [...new Set(event.nodes.map(cast.at))],
        words: event.words.replace(/^at [\d.]+ ms /, ""),
      });
      return;
    case "violation": {
      const lanes = [...new Set(event.nodes.map(cast.at))];
      const { at, invariant, words } = event;
      story.violations.push({ at, lanes, invariant, words });
      return;
    }
    default:
      return takeLife(event, story, open, cast, options);
  }
}

function takeMessage(
  event: TraceEvent & { kind: "send" | "deliver" | "lose" },
  story: Story,
  open: Open,
  cast: Cast,
  options: SpacetimeOptions,
): void {
  if (event.kind !== "send") {
    const arrow = open.arrows.get(event.message);
    if (arrow === undefined) return;
    arrow.endsAt = event.at;
    arrow.fate = event.kind === "deliver" ? "delivered" : event.why;
    open.arrows.delete(event.message);
    return;
  }
  const [from, to] = [cast.at(event.from), cast.at(event.to)];
  const copy = event.copyOf === undefined ? "" : ` (copy)`;
  const label = (options.messageLabel ?? messageWords)(event.body) + copy;
  const key = `${from.kind} ${from.id}@${event.at} ${label}`;
  const arrow: Arrow = {
    from,
    to,
    sentAt: event.at,
    fate: "under way",
    type: typeOf(event.body),
    label,
    detail: `${from.name} → ${to.name}: ${full(event.body)}${copy}`,
    repeated: open.said.has(key),
  };
  open.said.add(key);
  open.arrows.set(event.message, arrow);
  story.arrows.push(arrow);
}

function takeOperation(
  event: TraceEvent & { kind: "invoke" | "ok" | "fail" | "unknown" },
  story: Story,
  open: Open,
  cast: Cast,
): void {
  if (event.kind === "invoke") {
    const lane = cast.client(event.process);
    const deed: Deed = { lane, from: event.at, outcome: "open", label: brief(event.input) };
    open.deeds.set(event.operation, deed);
    story.deeds.push(deed);
    return;
  }
  const deed = open.deeds.get(event.operation);
  if (deed === undefined) return;
  deed.to = event.at;
  deed.outcome = event.kind;
  if (event.kind === "fail") deed.label += " → failed";
  else if (event.kind === "unknown") deed.label += " → unknown";
  else deed.label += ` → ${event.output === undefined ? "ok" : brief(event.output)}`;
}

function takeLife(
  event: TraceEvent & { node: number },
  story: Story,
  open: Open,
  cast: Cast,
  options: SpacetimeOptions,
): void {
  const lane = cast.at(event.node);
  const mark = (kind: Story["marks"][number]["kind"], label: string, detail = label) => {
    story.marks.push({ lane, at: event.at, kind, label, detail: `${lane.name}: ${detail}` });
  };
  switch (event.kind) {
    case "start":
      if (event.recovered) mark("restart", "restart");
      return close(open, lane, event.at);
    case "crash":
      close(open, lane, event.at);
      mark("crash", "crash");
      return begin(story, open, { lane, kind: "down", from: event.at });
    case "pause":
      mark("pause", "pause");
      return begin(story, open, { lane, kind: "paused", from: event.at });
    case "resume":
      return close(open, lane, event.at);
    case "timer":
      return mark("timer", brief(event.timer), `timer ${full(event.timer)}`);
    case "save":
      return mark("save", "", `saved ${full(event.record)}`);
    case "state": {
      const label = options.stateLabel?.(event.state);
      if (label === undefined || label === (open.states.get(lane) ?? "")) return;
      open.states.set(lane, label);
      return mark("state", label, `state ${full(event.state)} at ${ms(event.at)}`);
    }
  }
}

function begin(story: Story, open: Open, gap: Gap): void {
  open.gaps.set(gap.lane, gap);
  story.gaps.push(gap);
}

function close(open: Open, lane: Lane, at: number): void {
  const gap = open.gaps.get(lane);
  if (gap !== undefined) gap.to = at;
  open.gaps.delete(lane);
}
