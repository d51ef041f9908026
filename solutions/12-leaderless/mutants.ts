/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/12-leaderless/answers.ts";
import { coordinatorMutants } from "./mutants/coordinator.ts";
import { interferenceMutants } from "./mutants/interference.ts";

export const mutants: Mutants<Answers> = {
  ...interferenceMutants,
  ...coordinatorMutants,
};
