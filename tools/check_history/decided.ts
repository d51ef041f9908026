/** Verdicts on long histories that need no search, in words. @module */

import { clipped } from "hb/check/linearizable/explain.ts";
import { describe, type Spec } from "hb/check/spec/spec.ts";
import { violationTimeline } from "hb/figure/timeline/violation.ts";
import type { History, Operation } from "hb/model/history.ts";
import { counted } from "./counted.ts";
import type { Judgement } from "./model.ts";

/** What the times of a history count. */
export type Unit = "ms" | "line" | "event";

/** A verdict that needed no search. */
export type Decision<I, O> =
  | { readonly verdict: "ok" }
  | {
    readonly verdict: "violation";
    /** The operations that contradict each other. */
    readonly core: History<I, O>;
    /** How they do. */
    readonly why: string;
  };

/** A violation of any object, or that all of them are fine; `undefined` where one needs a search. */
export function decideEach<S, I, O>(
  history: History<I, O>,
  names: readonly (string | number)[],
  spec: Spec<S, I, O>,
  decide: (history: History<I, O>) => Decision<I, O> | undefined,
  unit: Unit,
): Judgement | undefined {
  const parts = Map.groupBy(history, (_, i) => names[i]);
  const decisions = [...parts].map(([key, part]) => ({ key, part, decision: decide(part) }));
  for (const { key, part, decision } of decisions) {
    if (decision?.verdict === "violation") return told(decision, key, part, spec, unit);
  }
  if (decisions.some(({ decision }) => decision === undefined)) return undefined;
  const where = names.length > 0 ? ` on ${counted(parts.size, "key")}` : "";
  const size = counted(history.length, "operation");
  return { verdict: "ok", evidence: [`${size}${where}, decided without a search`] };
}

function told<S, I, O>(
  { core, why }: Extract<Decision<I, O>, { verdict: "violation" }>,
  key: string | number | undefined,
  operations: History<I, O>,
  spec: Spec<S, I, O>,
  unit: Unit,
): Judgement {
  const moment = (at: number) => unit === "ms" ? `${at} ms` : `${unit} ${at}`;
  const full = ({ process, input, output, invokedAt, endedAt }: Operation<I, O>) =>
    `  ${clipped(describe(spec, input, output))} by process ${process}, ${moment(invokedAt)} to ` +
    (endedAt === Infinity ? "the end" : moment(endedAt));
  const where = key === undefined ? "" : `key ${JSON.stringify(key)}: `;
  const verb = core.length === 1 ? "cannot be right" : "contradict each other";
  const words = [
    `${where}${core.length} of ${counted(operations.length, "operation")} ${verb}`,
    ...core.map(full),
    `  ${why}`,
  ];
  const blocked = core.at(-1)!;
  const figure = violationTimeline(
    { key, operations, blocked },
    { blocked, core, prefixes: [], words },
    spec,
    { words: [], axisTitle: unit === "ms" ? "time in ms" : `${unit} of the file` },
  );
  return { verdict: "violation", evidence: words, figure };
}
