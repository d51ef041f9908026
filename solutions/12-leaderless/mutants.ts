/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/12-leaderless/answers.ts";
import { acceptorMutants } from "./mutants/acceptor.ts";
import { checkpointMutants } from "./mutants/checkpoints.ts";
import { coordinatorMutants } from "./mutants/coordinator.ts";
import { interferenceMutants } from "./mutants/interference.ts";
import { orderMutants } from "./mutants/order.ts";
import { recoveryMutants } from "./mutants/recovery.ts";
import { wholeMutants } from "./mutants/whole.ts";

export const mutants: Mutants<Answers> = {
  ...interferenceMutants,
  ...coordinatorMutants,
  ...orderMutants,
  ...acceptorMutants,
  ...recoveryMutants,
  ...checkpointMutants,
  ...wholeMutants,
};
