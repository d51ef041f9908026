/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/13-byzantine/answers.ts";
import { broadcastMutants } from "./mutants/broadcast.ts";
import { certificatesMutants } from "./mutants/certificates.ts";
import { checkpointsMutants } from "./mutants/checkpoints.ts";
import { clientMutants } from "./mutants/client.ts";
import { generalsMutants } from "./mutants/generals.ts";
import { guiltMutants } from "./mutants/guilt.ts";
import { pacemakerMutants } from "./mutants/pacemaker.ts";
import { phasesMutants } from "./mutants/phases.ts";
import { safetyMutants } from "./mutants/safety.ts";
import { viewsMutants } from "./mutants/views.ts";
import { wholeMutants } from "./mutants/whole.ts";

export const mutants: Mutants<Answers> = {
  ...generalsMutants,
  ...broadcastMutants,
  ...certificatesMutants,
  ...phasesMutants,
  ...checkpointsMutants,
  ...viewsMutants,
  ...clientMutants,
  ...safetyMutants,
  ...pacemakerMutants,
  ...guiltMutants,
  ...wholeMutants,
};
