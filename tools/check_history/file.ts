/** One file from its path to its verdict. @module */

import { MalformedHistory } from "hb/check/read/event.ts";
import { readHistory } from "hb/check/read/read_history.ts";
import type { CheckArguments } from "./arguments.ts";
import type { Judgement } from "./model.ts";
import { readText, UnreadableFile } from "./read_file.ts";

/** Reads and judges a file; what cannot be read has the verdict unknown, and the evidence says why. */
export async function checkFile(file: string, options: CheckArguments): Promise<Judgement> {
  const deadline = performance.now() + options.budgetMs;
  try {
    return checkText(await readText(file), options, deadline);
  } catch (error) {
    if (error instanceof MalformedHistory) return unknown(`${file}, ${error.message}`);
    if (error instanceof UnreadableFile) {
      return unknown(`Cannot read ${file} because ${error.message}`);
    }
    // The stack and the memory have limits.
    if (error instanceof RangeError) {
      const why = "it must be neither nested too deeply nor too large";
      return unknown(`Cannot check ${file} because ${why}: ${error.message}`);
    }
    throw error;
  }
}

/** Judges the text of a history; throws `MalformedHistory` for what is none. */
export function checkText(
  text: string,
  { model, settings, quiet, html }: Omit<CheckArguments, "files" | "budgetMs">,
  deadline: number,
): Judgement {
  const read = readHistory(text);
  const judgement = model.judge(
    read,
    { deadline, explain: !quiet || html !== undefined },
    settings,
  );
  return { ...judgement, evidence: [...judgement.evidence, ...read.notes] };
}

function unknown(why: string): Judgement {
  return { verdict: "unknown", evidence: [why] };
}
