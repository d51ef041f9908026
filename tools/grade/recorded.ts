/** A run that went wrong, as its reader sees it. @module */

import type { Recording } from "../../lib/figure/explorer/recording.ts";
import { display } from "../../lib/figure/figure.ts";
import { spacetimeSvg } from "../../lib/figure/spacetime/spacetime.ts";
import { tolerant } from "../../lib/figure/spacetime/tolerant.ts";
import { replayCommand } from "../../lib/grade/report.ts";
import type { PartResult, Suite } from "../../lib/grade/suite.ts";
import type { Labels } from "../../lib/model/labels.ts";
import { faultLines } from "../../lib/sim/failure_words.ts";
import type { Drawing } from "./page/page.ts";

/** The run in which a part went wrong, if it was a run; `form` is how this reader's commands begin. */
export function recordingOf(
  suite: Suite<unknown>,
  result: PartResult,
  form: string,
  hint = "",
): Recording | undefined {
  const { failure } = result, { chapter } = suite;
  if (failure === undefined || failure.trace.length === 0) return undefined;
  return {
    trace: failure.trace,
    labels: labelsOf(suite),
    title: `${chapter} part ${result.number}: ${result.title}`,
    invariant: ruleOf(result),
    breach: failure.violation.words,
    ...factsOf(failure),
    replay: replayCommand(chapter, result, form),
    hint,
  };
}

/** What is drawn besides the run, as SVG. */
export function drawn({ drawing }: PartResult): Drawing | undefined {
  const forms = drawing?.[display]();
  if (forms === undefined || forms instanceof Promise) return undefined;
  const { "image/svg+xml": svg, "text/plain": words } = forms;
  return { svg: `${svg}`, words: `${words}` };
}

/** What took it there; of a run that was made otherwise no more than is known. */
function factsOf(
  failure: NonNullable<PartResult["failure"]>,
): { schedule?: string; seed?: number } {
  const { seed, usualMs, happened, unseeded } = failure;
  const isKnown = usualMs > 0 || happened !== undefined;
  return {
    ...(isKnown ? { schedule: faultLines(failure).join("\n") } : {}),
    ...(unseeded ? {} : { seed }),
  };
}

/** The rule that is broken; where it is known what must have come, that, and the rule says why. */
function ruleOf({ rule, must, failure }: PartResult): string {
  const words = rule ?? failure!.violation.invariant;
  return must === undefined ? words : `${must}; why: ${words}`;
}

/** The same run as a diagram that stands in other pages: the cells of a notebook. */
export function pictureOf(suite: Suite<unknown>, { title, failure }: PartResult): string {
  return spacetimeSvg(failure!.trace, {
    labels: labelsOf(suite),
    title: `${title}: ${failure!.violation.words}`,
    heading: false,
  });
}

/** How the suite tells its runs; what the code makes of them may be nothing that its labels know. */
export function labelsOf({ labels = {} }: Suite<unknown>): Labels {
  return tolerant(labels);
}

/** A result that fits through a pipe: the trace is in the page, and a protocol is no data. */
export function trimmed(result: PartResult): PartResult {
  const { drawing: ____, ...told } = result;
  if (result.failure === undefined) return told;
  const { scenario: _, trace: __, violation: { error: ___, ...violation }, ...rest } =
    result.failure;
  return { ...told, failure: { ...rest, violation, trace: [] } as never };
}
