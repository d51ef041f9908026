/** How a mutant is made. @module */

import type { Mutant } from "hb/grade/suite.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { subject } from "../subject.ts";

/** The reference but for one change, which the part that it belongs to must catch. */
export function mutant<Part extends keyof Subject>(
  part: Part,
  name: string,
  words: string,
  change: Partial<Subject[Part]> | Subject[Part],
): Mutant<Subject> {
  const own = subject[part];
  const changed = typeof own === "function" ? change : { ...own, ...change };
  return { name, words, breaks: [part], subject: { ...subject, [part]: changed } };
}
