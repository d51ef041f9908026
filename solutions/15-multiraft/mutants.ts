/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/15-multiraft/answers.ts";
import { balanceMutants } from "./mutants/balance.ts";
import { beatMutants } from "./mutants/beats.ts";
import { mergeMutants } from "./mutants/merge.ts";
import { operateMutants } from "./mutants/operate.ts";
import { replaceMutants } from "./mutants/replace.ts";
import { retryMutants } from "./mutants/retry.ts";
import { routeMutants } from "./mutants/routes.ts";
import { sleepMutants } from "./mutants/sleep.ts";
import { splitMutants } from "./mutants/split.ts";
import { storeMutants } from "./mutants/store.ts";

export const mutants: Mutants<Answers> = {
  ...routeMutants,
  ...operateMutants,
  ...splitMutants,
  ...mergeMutants,
  ...beatMutants,
  ...sleepMutants,
  ...retryMutants,
  ...replaceMutants,
  ...balanceMutants,
  ...storeMutants,
};
