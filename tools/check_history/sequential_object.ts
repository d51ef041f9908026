/** Models that say what an object does one operation at a time; the question is linearizability. @module */

import { LinearizabilityCheck } from "hb/check/linearizable/check.ts";
import { explain } from "hb/check/linearizable/explain.ts";
import type { Key, Verdict } from "hb/check/linearizable/verdict.ts";
import { type Call, pair } from "hb/check/read/pair.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";
import type { Spec } from "hb/check/spec/spec.ts";
import { violationTimeline } from "hb/figure/timeline/violation.ts";
import type { History } from "hb/model/history.ts";
import type { Judgement, Limits, Model } from "./model.ts";

/** What the times of a history count. */
type Unit = "ms" | "line" | "event";

/** How many steps pass between two looks at the clock. */
const stepsAtOnce = 1 << 14;

/** The explanation has what is left of the budget, within these. */
const mostSteps = 4_000_000;
const stepsAnOperation = 100;
const leastSteps = 40_000;

/** A model that checks linearizability; the two functions interpret what was read. */
export function sequentialObject<S, I, O>(
  spec: Spec<S, I, O>,
  fromCalls: (calls: readonly Call[]) => History<I, O>,
  fromOperations: (operations: History, lines: readonly number[]) => History<I, O>,
): Model {
  return {
    judge(read: RecordedHistory, limits: Limits): Judgement {
      const unit = read.kind === "events" ? read.unit : "ms";
      const history = read.kind === "events"
        ? fromCalls(pair(read.events))
        : fromOperations(read.operations, read.lines);
      if (history.length === 0) {
        return { verdict: "unknown", evidence: ["the file holds no operations"] };
      }
      return judge(history, spec, unit, limits);
    },
  };
}

function judge<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  unit: Unit,
  { deadline, explain: wanted }: Limits,
): Judgement {
  const started = performance.now();
  const check = new LinearizabilityCheck(history, spec);
  let verdict: Verdict<I, O> | undefined;
  do verdict = check.advance(stepsAtOnce); while (
    verdict === undefined && performance.now() < deadline
  );
  if (verdict === undefined) {
    const which = keys(check.undecided);
    return {
      verdict: "unknown",
      evidence: [`the budget ran out after ${counted(check.steps, "step")}${which}`],
    };
  }
  if (verdict.verdict === "violation") {
    if (!wanted) return { verdict: "violation", evidence: [] };
    const stepsAMs = check.steps / Math.max(1, performance.now() - started);
    const most = Math.max(mostSteps, stepsAnOperation * history.length);
    const steps = Math.min(most, (deadline - performance.now()) * stepsAMs);
    const patience = {
      steps: Math.max(leastSteps, steps),
      goOn: () => performance.now() < deadline,
    };
    return why(verdict.violation, spec, unit, patience);
  }
  const parts = verdict.verdict === "ok" ? verdict.witnesses.length : 0;
  const where = parts > 1 ? ` on ${parts} keys` : "";
  return {
    verdict: verdict.verdict,
    evidence: [
      `${counted(history.length, "operation")}${where}, ${counted(verdict.steps, "step")}`,
    ],
  };
}

function why<S, I, O>(
  violation: Extract<Verdict<I, O>, { verdict: "violation" }>["violation"],
  spec: Spec<S, I, O>,
  unit: Unit,
  patience: { readonly steps: number; readonly goOn: () => boolean },
): Judgement {
  const moment = (at: number) => unit === "ms" ? `${at} ms` : `${unit} ${at}`;
  const explanation = explain(violation, spec, { moment, ...patience });
  const figure = violationTimeline(violation, explanation, spec, {
    // The evidence is told beside it, in text that fits any page.
    words: [],
    axisTitle: unit === "ms" ? "time in ms" : `${unit} of the file`,
  });
  return { verdict: "violation", evidence: explanation.words, figure };
}

function counted(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

function keys(undecided: readonly Key[]): string {
  const named = undecided.filter((key) => key !== undefined && key !== "");
  if (named.length === 0) return "";
  const some = named.slice(0, 5).map((key) => JSON.stringify(key)).join(", ");
  return `; undecided: ${some}${named.length > 5 ? ` and ${named.length - 5} more` : ""}`;
}
