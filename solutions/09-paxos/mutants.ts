/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/09-paxos/answers.ts";
import { acceptorMutants } from "./mutants/acceptor.ts";
import { decidesMutants } from "./mutants/decides.ts";
import { enduresMutants } from "./mutants/endures.ts";
import { executorMutants } from "./mutants/executor.ts";
import { learnerMutants } from "./mutants/learner.ts";
import { proposerMutants } from "./mutants/proposer.ts";
import { quorumMutants } from "./mutants/quorums.ts";
import { slotMutants } from "./mutants/slots.ts";

export const mutants: Mutants<Answers> = {
  ...acceptorMutants,
  ...quorumMutants,
  ...learnerMutants,
  ...proposerMutants,
  ...slotMutants,
  ...executorMutants,
  ...decidesMutants,
  ...enduresMutants,
};
