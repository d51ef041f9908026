/** Models that say what an object does one operation at a time; the question is linearizability. @module */

import { LinearizabilityCheck } from "hb/check/linearizable/check.ts";
import { explain } from "hb/check/linearizable/explain.ts";
import type { Key, Verdict } from "hb/check/linearizable/verdict.ts";
import { byKey } from "hb/check/read/independent.ts";
import type { Meaning } from "hb/check/read/meaning.ts";
import { callsOf } from "hb/check/read/objects.ts";
import { type Call, pair } from "hb/check/read/pair.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";
import { keyOf } from "hb/check/read/scalar.ts";
import { independent } from "hb/check/spec/independent.ts";
import type { Spec } from "hb/check/spec/spec.ts";
import { violationTimeline } from "hb/figure/timeline/violation.ts";
import type { History } from "hb/model/history.ts";
import { counted } from "./counted.ts";
import { decideEach, type Decision, type Unit } from "./decided.ts";
import type { Judgement, Limits, Model, Settings } from "./model.ts";

/** How many steps pass between two looks at the clock. */
const stepsAtOnce = 1 << 10;

/** The explanation has what is left of the budget, within these. */
const mostSteps = 4_000_000;
const stepsAnOperation = 100;
const leastSteps = 40_000;

/** From how many operations on a decision without a search is tried; of fewer the search tells more. */
const many = 200;

/** What a model says of itself, and how it understands a history. */
export interface SequentialObject<S, I, O> extends Omit<Model, "judge"> {
  /** The operations of calls. */
  fromCalls(calls: readonly Call[], meaning: Meaning): History<I, O>;
  /** The operations of operations that came whole; by default their inputs are read like calls. */
  fromOperations?(operations: History, lines: readonly number[], meaning: Meaning): History<I, O>;
  /** Whether there may be many of them, each under its key; registers know their keys themselves. */
  readonly independently?: boolean;
  /** Decides the long history of one object without a search, where it can. */
  decide?(history: History<I, O>): Decision<I, O> | undefined;
  /** What the object does. */
  spec(settings: Settings, history: History<I, O>): Spec<S, I, O>;
}

/** A model that checks linearizability. */
export function sequentialObject<S, I, O>(object: SequentialObject<S, I, O>): Model {
  const { fromCalls, fromOperations, spec, decide, independently = false, ...model } = object;
  return {
    ...model,
    judge(read: RecordedHistory, limits: Limits, settings: Settings): Judgement {
      const unit = read.kind === "events" ? read.unit : "ms";
      const meaning = read.kind === "events"
        ? { failedCas: read.failedCas, ...settings }
        : settings;
      if (read.kind === "operations" && fromOperations !== undefined) {
        const history = fromOperations(read.operations, read.lines, meaning);
        return judge(history, spec(settings, history), unit, limits);
      }
      const calls = read.kind === "events"
        ? pair(read.events)
        : callsOf(read.operations, read.lines);
      const apart = independently ? byKey(calls) : calls;
      const history = fromCalls(apart, meaning);
      const each = spec(settings, history);
      const keys = apart.map(({ invoke }) => invoke.key);
      const isOne = !independently || keys.length === 0 || keys.includes(undefined);
      const long = decide !== undefined && history.length >= many &&
        undecidable(history) === undefined;
      const names = isOne ? [] : keys.map(keyOf);
      const decided = long ? decideEach(history, names, each, decide, unit) : undefined;
      if (decided !== undefined) return decided;
      if (isOne) return judge(history, each, unit, limits);
      const keyed = history.map((operation, i) => ({
        ...operation,
        input: { key: keyOf(keys[i]), input: operation.input },
      }));
      return judge(keyed, independent(each), unit, limits);
    },
  };
}

/** Why a history tells nothing, if it does not: everything could have failed. */
function undecidable(history: History): string | undefined {
  if (history.length === 0) return "the file holds no operations";
  if (history.some(({ outcome }) => outcome === "ok")) return undefined;
  const all = counted(history.length, "operation");
  return `of ${all} none is known to have happened, so nothing is known of the object`;
}

function judge<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  unit: Unit,
  { deadline, explain: wanted }: Limits,
): Judgement {
  const unknown = undecidable(history);
  if (unknown !== undefined) return { verdict: "unknown", evidence: [unknown] };
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

function keys(undecided: readonly Key[]): string {
  const named = undecided.filter((key) => key !== undefined && key !== "");
  if (named.length === 0) return "";
  const some = named.slice(0, 5).map((key) => JSON.stringify(key)).join(", ");
  return `; undecided: ${some}${named.length > 5 ? ` and ${named.length - 5} more` : ""}`;
}
