/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutant } from "hb/grade/suite.ts";
import type { Subject } from "../../exercises/01-replay/subject.ts";
import { handlerMutants } from "./mutants/handlers.ts";
import { journalMutants } from "./mutants/journal.ts";
import { wholeMutants } from "./mutants/whole.ts";

export const mutants: readonly Mutant<Subject>[] = [
  ...handlerMutants,
  ...journalMutants,
  ...wholeMutants,
];
