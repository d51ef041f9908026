/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/13-byzantine/answers.ts";
import { broadcastMutants } from "./mutants/broadcast.ts";
import { certificatesMutants } from "./mutants/certificates.ts";
import { generalsMutants } from "./mutants/generals.ts";

export const mutants: Mutants<Answers> = {
  ...generalsMutants,
  ...broadcastMutants,
  ...certificatesMutants,
};
