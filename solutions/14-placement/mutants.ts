/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/14-placement/answers.ts";
import { balancingMutants } from "./mutants/balancings.ts";
import { boundMutants } from "./mutants/bounds.ts";
import { choiceMutants } from "./mutants/choices.ts";
import { copyMutants } from "./mutants/copies.ts";
import { jumpMutants } from "./mutants/jumps.ts";
import { latencyMutants } from "./mutants/latencies.ts";
import { lookupMutants } from "./mutants/lookups.ts";
import { placingMutants } from "./mutants/placings.ts";
import { ringMutants } from "./mutants/rings.ts";
import { scoreMutants } from "./mutants/scores.ts";
import { tableMutants } from "./mutants/tables.ts";
import { turnMutants } from "./mutants/turns.ts";

export const mutants: Mutants<Answers> = {
  ...lookupMutants,
  ...ringMutants,
  ...copyMutants,
  ...scoreMutants,
  ...jumpMutants,
  ...tableMutants,
  ...boundMutants,
  ...turnMutants,
  ...choiceMutants,
  ...latencyMutants,
  ...placingMutants,
  ...balancingMutants,
};
