/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/15-multiraft/answers.ts";
import { mergeMutants } from "./mutants/merge.ts";
import { operateMutants } from "./mutants/operate.ts";
import { routeMutants } from "./mutants/routes.ts";
import { splitMutants } from "./mutants/split.ts";

export const mutants: Mutants<Answers> = {
  ...routeMutants,
  ...operateMutants,
  ...splitMutants,
  ...mergeMutants,
};
