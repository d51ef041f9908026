/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/07-quorums/answers.ts";
import { coordinatorMutants } from "./mutants/coordinator.ts";
import { dottedMutants } from "./mutants/dotted.ts";
import { fastMutants } from "./mutants/fast.ts";
import { handoffMutants } from "./mutants/handoff.ts";
import { manyMutants } from "./mutants/many.ts";
import { quorumMutants } from "./mutants/quorums.ts";
import { restartMutants } from "./mutants/restarts.ts";
import { singleMutants } from "./mutants/single.ts";
import { storeMutants } from "./mutants/store.ts";

export const mutants: Mutants<Answers> = {
  ...quorumMutants,
  ...singleMutants,
  ...manyMutants,
  ...restartMutants,
  ...fastMutants,
  ...dottedMutants,
  ...coordinatorMutants,
  ...handoffMutants,
  ...storeMutants,
};
