/** Runs of failure detectors and of memberships, and what becomes of a member, drawn for their chapter. @module */

import { line } from "../figure/chart/line.ts";
import type { Figure } from "../figure/figure.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import { timeline } from "../figure/timeline/timeline.ts";
import { patientLabels } from "../laboratory/membership/detectors/patience.ts";
import type { TradeOff } from "../laboratory/membership/detectors/tradeoff.ts";
import { labels as heartbeat } from "../membership/detector/heartbeat/labels.ts";
import type { Suspicion, SuspicionTrace } from "../membership/detector/suspicions.ts";
import { labels as swim } from "../membership/swim/labels.ts";
import type { Gossip } from "../membership/swim/messages.ts";
import type { Status } from "../membership/swim/standing.ts";
import { labels as view } from "../membership/view/labels.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";

/** Which part of a run is drawn. Times are in ms. */
export interface Span {
  /** The first moment; by default the first event. */
  readonly from?: number;
  /** The last moment; by default the last event. */
  readonly to?: number;
  /** How time is spread; by default as there is room. */
  readonly scale?: "proportional" | "even";
  /** Which nodes stand out; by default all alike. */
  readonly highlight?: readonly NodeId[];
  /** Whether the states of nodes are written at their lines; default true. */
  readonly states?: boolean;
}

/** Heartbeats, and who suspects whom. */
export function drawHeartbeats(trace: Trace, title: string, span: Span = {}): Figure {
  return draw(trace, title, heartbeat as Labels, span);
}

/** Which part of a run of SWIM is drawn. */
export interface SwimSpan extends Span {
  /** Whether what arrives and brings no news is left out; default false. */
  readonly quiet?: boolean;
}

/** SWIM; news as "3?0": node 3 is suspect in incarnation 0. */
export function drawSwim(trace: Trace, title: string, options: SwimSpan = {}): Figure {
  const { quiet = false, ...span } = options;
  const { message, ...labels } = swim;
  const words: typeof swim = {
    ...labels,
    message: (each) => "news" in each ? newsOf(each) || (quiet ? each.type : "") : message!(each),
    // A timer that begins an exchange has the name of its message.
    routine: (event) =>
      !("news" in event) && ["period", "timeout", "nothing", "sync"].includes(event.type),
  };
  return draw(quiet ? withoutQuiet(trace) : trace, title, words as Labels, span);
}

const signs: Readonly<Record<Status, string>> = { alive: "✓", suspect: "?", dead: "†", left: "–" };

function newsOf(message: Gossip): string {
  const news = message.news.map(({ member, status, incarnation }) =>
    `${member}${signs[status]}${incarnation}`
  );
  return [...message.type === "ping-req" ? [`is ${message.target} there`] : [], ...news].join(" ");
}

/** The run without the messages that arrive and bring no news. */
function withoutQuiet(trace: Trace): Trace {
  const arrived = new Set(
    trace.flatMap((event) => event.kind === "deliver" ? [event.message] : []),
  );
  const dull = new Set(trace.flatMap((event) => {
    if (event.kind !== "send" || !arrived.has(event.message)) return [];
    return swim.routine?.(event.body as Gossip) === true ? [event.message] : [];
  }));
  return trace.filter((event) => !("message" in event && dull.has(event.message)));
}

/** Who suspected whom, a row for each node, and when nodes were down: mistakes stand out. */
export function drawSuspicions(trace: SuspicionTrace, title: string): Figure {
  const { suspicions, downs } = trace;
  const bars = [
    ...downs.map(({ node, ...when }) => ({ process: node, ...when, words: "down" })),
    ...suspicions.map(({ by, of, ...when }) => ({
      process: by,
      ...when,
      words: `suspects ${of}`,
    })),
  ].map((bar, id) => ({ ...bar, id }));
  const isWrong = ({ of, fromMs }: Suspicion) =>
    !downs.some((down) => down.node === of && down.fromMs <= fromMs && fromMs < down.untilMs);
  const history = bars.map(({ id, process, words, fromMs, untilMs }) => ({
    id,
    process,
    input: words,
    invokedAt: Math.round(fromMs),
    endedAt: Math.round(untilMs),
    outcome: untilMs === Infinity ? "unknown" as const : "ok" as const,
  }));
  return timeline(history, {
    title,
    label: ({ input }) => input,
    processName: (node) => `node ${node}`,
    highlight: suspicions.flatMap((each, i) => isWrong(each) ? [downs.length + i] : []),
    axisTitle: "time in ms, not to scale",
    legend: {
      plain: "down, or suspects one that is down",
      highlight: "a mistake",
      open: "for good",
    },
  });
}

/** The detector that counts its own steps. */
export function drawPatient(trace: Trace, title: string): Figure {
  return spacetime(trace, { title, labels: patientLabels as Labels, highlight: "violation" });
}

/** Of these every mistake rate that is 0 is drawn here, in mistakes in an hour: less could not have been seen. */
const NONE = 1;

/** How fast detectors are against how often they err, on one network. */
export function drawTradeOff(rows: readonly TradeOff[], title: string): Figure {
  const points = rows
    .filter(({ family }) => family !== "φ, in time only")
    .map(({ family, detectionMs, mistakesPerHour }) => (
      { series: family, x: detectionMs, y: Math.max(NONE, mistakesPerHour) }
    ));
  return line(points, {
    title,
    x: {
      title: "from a crash to its suspicion, on average",
      unit: "ms",
      scale: "log",
      domain: [10, 1000],
    },
    y: { title: "mistakes in an hour", scale: "log", domain: [NONE, 40_000] },
    references: [{ y: NONE, label: "none seen" }],
    points: true,
  });
}

/** A group with views. */
export function drawViews(trace: Trace, title: string, span: Span = {}): Figure {
  return draw(trace, title, view as Labels, span);
}

function draw(trace: Trace, title: string, words: Labels, span: Span): Figure {
  const { states = true, ...shown } = span, { state, ...others } = words;
  const labels = states && state !== undefined ? { ...others, state } : others;
  return spacetime(withoutRoutine(trace, labels), { title, labels, ...shown });
}

/** What one member holds of another: a state machine. */
export function drawMember(): Figure {
  return stateMachine([
    { name: "left", text: "a tombstone stays" },
    { name: "alive", text: "a member" },
    { name: "suspect", text: "a member, for now" },
    { name: "dead", text: "a tombstone stays" },
  ], {
    title: "An arrow to alive is a greater incarnation, and no other arrow goes back",
    transitions: [
      { from: "left", to: "alive", words: "joins again" },
      { from: "alive", to: "suspect", words: "a probe fails" },
      { from: "suspect", to: "dead", words: "no objection" },
      { from: "alive", to: "left", words: "leaves" },
      { from: "suspect", to: "alive", words: "refutes" },
      { from: "dead", to: "alive", words: "refutes, or is back" },
      { from: "dead", to: "left", words: "had left" },
    ],
  });
}
