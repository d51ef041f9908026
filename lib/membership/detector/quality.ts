/**
 * How good a failure detector was in a run (Chen, Toueg and Aguilera 2002, *On the quality of service of failure
 * detectors*, section 2): how fast it is, T_D, and how accurate, by how often it errs, T_MR, and for how long, T_M.
 * Of two detectors neither need be better: who waits longer errs less and is slower.
 *
 * The paper speaks of one node that watches one other; here all pairs are put together. Accuracy counts only while
 * both nodes are up, since a suspicion of a node that is down is no mistake.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Down, Suspicion, SuspicionTrace } from "./suspicions.ts";

/** Which part of a run is judged. */
export interface QualityOptions {
  /** What happens before is left out, in ms: a time to learn in; default 0. */
  readonly fromMs?: number;
  /** What happens from then on is left out, in ms; default: the end of the run. */
  readonly untilMs?: number;
  /** Which pairs count; default: all. */
  readonly pairs?: (by: NodeId, of: NodeId) => boolean;
}

/** What was measured. Times are in ms. */
export interface Quality {
  /**
   * T_D of each crash, for each node that was up until the crashed one came back: from the crash to the suspicion that
   * lasts until then; 0 if it was suspected already.
   */
  readonly detectionMs: readonly number[];
  /** How many times a node that was down was not suspected when it came back, or in the end. */
  readonly undetected: number;
  /** T_MR: from the beginning of each mistake to the beginning of the next. */
  readonly mistakeRecurrenceMs: readonly number[];
  /** T_M: how long each mistake lasted that was corrected. */
  readonly mistakeDurationMs: readonly number[];
  /** T_G: how long nobody was suspected between a mistake and the next. */
  readonly goodPeriodMs: readonly number[];
  /** How many mistakes began. */
  readonly mistakes: number;
  /** λ_M: how many mistakes began in a ms, for each pair; NaN if nothing was observed. */
  readonly mistakeRate: number;
  /** P_A: the share of time in which a node that is up is trusted; NaN if nothing was observed. */
  readonly queryAccuracy: number;
  /** For how long pairs were observed of which both nodes were up, all together. */
  readonly observedMs: number;
}

/** Accuracy as it follows from the primary metrics. */
export interface Derived {
  /** λ_M = 1 / E(T_MR), mistakes a ms. */
  readonly mistakeRate: number;
  /** P_A = E(T_G) / E(T_MR). */
  readonly queryAccuracy: number;
  /** E(T_FG) = E(T_G²) / (2 · E(T_G)): how long it is, from a moment at which all is well, to the next mistake, in ms. */
  readonly forwardGoodPeriodMs: number;
}

/** Measures a run. Throws on a part of it that is none. */
export function qualityOf(trace: SuspicionTrace, options: QualityOptions = {}): Quality {
  const { fromMs = 0, untilMs = trace.endMs, pairs = () => true } = options;
  if (!(fromMs >= 0 && fromMs <= untilMs && untilMs <= trace.endMs)) {
    throw new RangeError(
      `Cannot judge a part of a run because it must lie within 0 to ${trace.endMs} ms: ` +
        `given ${fromMs} to ${untilMs} ms`,
    );
  }
  const tally = emptyTally();
  const suspicions = byPair(trace), downs = byNode(trace);
  for (let by = 0; by < trace.nodes; by++) {
    for (let of = 0; of < trace.nodes; of++) {
      if (by === of || !pairs(by, of)) continue;
      const own = suspicions.get(by * trace.nodes + of) ?? [];
      const away = [...downs[by]!, ...downs[of]!];
      for (const span of upSpans(away, fromMs, untilMs)) countMistakes(own, span, tally);
      for (const down of downs[of]!) {
        countDetection(own, down, downs[by]!, [fromMs, untilMs], tally);
      }
    }
  }
  const { observedMs, suspectedMs, ...counted } = tally;
  return {
    ...counted,
    mistakeRate: counted.mistakes / observedMs,
    queryAccuracy: 1 - suspectedMs / observedMs,
    observedMs,
  };
}

/**
 * What follows from T_MR and T_G (section 2.4): the same as is measured, in a run that is long or whose
 * observation goes from the beginning of one mistake to that of another; NaN where there were fewer than two.
 */
export function derivedFrom(
  { mistakeRecurrenceMs, goodPeriodMs }: Pick<Quality, "mistakeRecurrenceMs" | "goodPeriodMs">,
): Derived {
  const recurrence = meanOf(mistakeRecurrenceMs), good = meanOf(goodPeriodMs);
  return {
    mistakeRate: 1 / recurrence,
    queryAccuracy: good / recurrence,
    forwardGoodPeriodMs: meanOf(goodPeriodMs.map((ms) => ms * ms)) / (2 * good),
  };
}

interface Tally {
  readonly detectionMs: number[];
  undetected: number;
  readonly mistakeRecurrenceMs: number[];
  readonly mistakeDurationMs: number[];
  readonly goodPeriodMs: number[];
  mistakes: number;
  observedMs: number;
  suspectedMs: number;
}

function emptyTally(): Tally {
  return {
    detectionMs: [],
    undetected: 0,
    mistakeRecurrenceMs: [],
    mistakeDurationMs: [],
    goodPeriodMs: [],
    mistakes: 0,
    observedMs: 0,
    suspectedMs: 0,
  };
}

type Span = readonly [fromMs: number, untilMs: number];

/** Counts what one node thought of another while both were up. A mistake at the very end of a span only ends a recurrence. */
function countMistakes(suspicions: readonly Suspicion[], [from, until]: Span, tally: Tally): void {
  tally.observedMs += until - from;
  let lastFrom: number | undefined, lastUntil: number | undefined;
  for (const { fromMs, untilMs } of suspicions) {
    tally.suspectedMs += Math.max(0, Math.min(untilMs, until) - Math.max(fromMs, from));
    if (fromMs < from || fromMs > until) continue;
    if (lastFrom !== undefined) {
      tally.mistakeRecurrenceMs.push(fromMs - lastFrom);
      tally.goodPeriodMs.push(fromMs - lastUntil!);
    }
    if (fromMs === until) continue;
    tally.mistakes++;
    if (untilMs <= until) tally.mistakeDurationMs.push(untilMs - fromMs);
    lastFrom = fromMs;
    lastUntil = untilMs;
  }
}

/** Counts how fast one node noticed that another went down, if it was there to notice. */
function countDetection(
  suspicions: readonly Suspicion[],
  down: Down,
  absences: readonly Down[],
  [from, until]: Span,
  tally: Tally,
): void {
  const over = Math.min(down.untilMs, until);
  if (down.fromMs < from || down.fromMs >= until) return;
  if (absences.some((away) => away.fromMs < over && away.untilMs > down.fromMs)) return;
  // One that comes back is trusted again no earlier than at that moment.
  const last = suspicions.find(({ fromMs, untilMs }) => fromMs < over && untilMs >= over);
  if (last === undefined) tally.undetected++;
  else tally.detectionMs.push(Math.max(0, last.fromMs - down.fromMs));
}

/** The parts of a span that lie outside of all absences. */
function upSpans(absences: readonly Down[], fromMs: number, untilMs: number): Span[] {
  const spans: Span[] = [];
  let at = fromMs;
  for (const away of absences.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (away.fromMs > at) spans.push([at, Math.min(away.fromMs, untilMs)]);
    at = Math.max(at, away.untilMs);
    if (at >= untilMs) return spans;
  }
  return [...spans, [at, untilMs]];
}

function byPair({ nodes, suspicions }: SuspicionTrace): Map<number, Suspicion[]> {
  return Map.groupBy(suspicions, ({ by, of }) => by * nodes + of);
}

function byNode({ nodes, downs }: SuspicionTrace): readonly (readonly Down[])[] {
  const grouped = Map.groupBy(downs, ({ node }) => node);
  return Array.from({ length: nodes }, (_, node) => grouped.get(node) ?? []);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
