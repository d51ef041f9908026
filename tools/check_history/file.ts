/** One file from its path to its verdict. @module */

import { MalformedHistory } from "hb/check/read/event.ts";
import { readHistory } from "hb/check/read/read_history.ts";
import type { CheckArguments } from "./arguments.ts";
import type { Judgement } from "./model.ts";

/** Reads and judges a file; what cannot be read has the verdict unknown, and the evidence says why. */
export function checkFile(
  file: string,
  { model, quiet, budgetMs, html }: CheckArguments,
): Judgement {
  const deadline = performance.now() + budgetMs;
  let text;
  try {
    text = Deno.readTextFileSync(file);
  } catch (error) {
    return { verdict: "unknown", evidence: [`Cannot read ${file}: ${reason(error)}`] };
  }
  try {
    return model.judge(readHistory(text), { deadline, explain: !quiet || html !== undefined });
  } catch (error) {
    if (error instanceof MalformedHistory) {
      return { verdict: "unknown", evidence: [`${file}, ${error.message}`] };
    }
    // The stack and the memory have limits.
    if (!(error instanceof RangeError)) throw error;
    const why = "it must be neither nested too deeply nor too large";
    return {
      verdict: "unknown",
      evidence: [`Cannot check ${file} because ${why}: ${error.message}`],
    };
  }
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "its permissions forbid it";
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder";
  if (error instanceof TypeError) return "it is too large to be read at once";
  return error instanceof Error ? error.message : String(error);
}
