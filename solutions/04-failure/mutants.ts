/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/04-failure/answers.ts";
import { patienceMutants } from "./mutants/patience.ts";
import { phiMutants } from "./mutants/phi.ts";
import { probingMutants } from "./mutants/probing.ts";

export const mutants: Mutants<Answers> = {
  ...patienceMutants,
  ...phiMutants,
  ...probingMutants,
};
