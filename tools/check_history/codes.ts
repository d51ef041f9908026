/** Exit codes by verdict. @module */

import type { Judgement } from "./model.ts";

/** The exit code of each verdict. */
export const codes: Readonly<Record<Judgement["verdict"], number>> = {
  ok: 0,
  violation: 1,
  unknown: 2,
};

/** The exit code of several files: one violation is certain, whatever could not be decided beside it. */
export function codeOf(verdicts: readonly Judgement["verdict"][]): number {
  if (verdicts.includes("violation")) return codes.violation;
  return verdicts.includes("unknown") ? codes.unknown : codes.ok;
}
