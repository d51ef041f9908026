/** What became of a part, as the reader is told. @module */

import type { Script } from "../../lib/figure/spacetime/terminal_script.ts";
import { replayCommand } from "../../lib/grade/report.ts";
import type { PartResult } from "../../lib/grade/suite.ts";
import { askedLines, faultLines, usualWords } from "../../lib/sim/failure_words.ts";
import { form } from "../command/typed.ts";

/** How a part stands. */
export type Verdict =
  | { readonly kind: "unknown" }
  | { readonly kind: "done" }
  | { readonly kind: "not done yet"; readonly words: string }
  | {
    readonly kind: "wrong";
    readonly words: string;
    readonly run?: FailedRun;
    readonly replay: string;
  }
  /** The code was ended: it looped, ate memory or ended its process. It has not been judged. */
  | { readonly kind: "ended"; readonly words: string; readonly where?: string };

/** A run that went wrong, as short as it could be made. */
export interface FailedRun {
  /** The invariant, in words; where `must` is there, why that must be. */
  readonly rule?: string;
  /** What must have come instead of the breach. */
  readonly must?: string;
  /** What broke it. */
  readonly breach: string;
  /** The seed, and when it broke in its run; absent where it is an order of events that was looked for. */
  readonly seeded?: { readonly seed: number; readonly atMs: number };
  /** What clients ask, and the faults, as far as they are known: a line each. */
  readonly schedule: readonly string[];
  /** How long messages take that the schedule does not name, in words. */
  readonly usual?: string;
  readonly script?: Script;
  /** The page with the same run, as a URL. */
  readonly page?: string;
}

/** What the reader is told about a result. */
export function verdictOf(
  chapter: string,
  result: PartResult,
  extra: {
    readonly script?: Script;
    readonly page?: string;
    readonly ended: boolean;
    readonly where?: string;
  },
): Verdict {
  const words = result.words ?? result.standing;
  if (result.standing === "done") return { kind: "done" };
  if (result.standing === "not done yet") return { kind: "not done yet", words };
  if (extra.ended) {
    return { kind: "ended", words, ...(extra.where === undefined ? {} : { where: extra.where }) };
  }
  const { failure, rule, must } = result;
  const replay = replayCommand(chapter, result, form());
  if (failure === undefined) return { kind: "wrong", words, replay };
  const { seed, violation, usualMs, happened, unseeded } = failure;
  const isKnown = usualMs > 0 || happened !== undefined;
  const usual = usualMs > 0 && happened === undefined ? usualWords(failure) : undefined;
  const run: FailedRun = {
    ...(rule === undefined ? {} : { rule }),
    ...(must === undefined ? {} : { must }),
    breach: violation.words,
    ...(unseeded ? {} : { seeded: { seed, atMs: Number(violation.at.toFixed(3)) } }),
    schedule: [...askedLines(failure), ...(isKnown ? faultLines(failure) : [])],
    ...(usual === undefined ? {} : { usual }),
    ...(extra.script === undefined ? {} : { script: extra.script }),
    ...(extra.page === undefined ? {} : { page: extra.page }),
  };
  return { kind: "wrong", words, run, replay };
}
