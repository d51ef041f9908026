/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/06-chains/answers.ts";
import { fenceMutants } from "./mutants/fenced.ts";
import { forwardMutants } from "./mutants/forward.ts";
import { transferMutants } from "./mutants/transfer.ts";
import { straightMutants } from "./mutants/straight.ts";
import { failuresMutants } from "./mutants/failures.ts";
import { growMutants } from "./mutants/grow.ts";
import { craqMutants } from "./mutants/craq.ts";
import { storeMutants } from "./mutants/store.ts";
import { viewMutants } from "./mutants/views.ts";

export const mutants: Mutants<Answers> = {
  ...forwardMutants,
  ...viewMutants,
  ...fenceMutants,
  ...transferMutants,
  ...straightMutants,
  ...failuresMutants,
  ...growMutants,
  ...craqMutants,
  ...storeMutants,
};
