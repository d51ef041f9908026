/** What storms demand of a run that was watched, as properties that a world can be required to have. @module */

import type { Invariant } from "../../../model/invariant.ts";
import { type DetectorClass, judgeClass } from "../classes.ts";
import type { SuspicionTrace } from "../suspicions.ts";

/** That a run is one of a class, where "eventually" means from `byMs` on. The name is that of the property which fails. */
export function ofClass(
  trace: SuspicionTrace,
  name: DetectorClass,
  byMs: number,
): Invariant<unknown> | undefined {
  const verdict = judgeClass(trace, name, byMs);
  if (verdict.holds) return undefined;
  const { property, words, by, of, atMs } = verdict.breach;
  return {
    name: property,
    words: `the detector is ${name}, where "eventually" is from ${byMs} ms on`,
    check: () => ({ words: `at ${Math.round(atMs)} ms ${words}`, nodes: [by, of] }),
  };
}

/** That every crash that is final was noticed within so many ms by everybody. */
export function detectedIn(trace: SuspicionTrace, withinMs: number): Invariant<unknown> {
  return {
    name: "detected in time",
    words: `a crash is noticed within ${withinMs} ms`,
    check() {
      for (const { node: of, fromMs } of trace.downs.filter((each) => each.untilMs === Infinity)) {
        for (let by = 0; by < trace.nodes; by++) {
          const found = trace.suspicions.find((each) =>
            each.by === by && each.of === of && each.untilMs === Infinity
          );
          if (by === of || (found !== undefined && found.fromMs <= fromMs + withinMs)) continue;
          const late = found === undefined ? "not at all" : `after ${found.fromMs - fromMs} ms`;
          return { words: `node ${by} notices the crash of node ${of} ${late}`, nodes: [by, of] };
        }
      }
      return undefined;
    },
  };
}
