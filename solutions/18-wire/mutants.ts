/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/18-wire/answers.ts";
import { batchMutants } from "./mutants/batches.ts";
import { callMutants } from "./mutants/calls.ts";
import { connectionMutants } from "./mutants/connections.ts";
import { decodeMutants } from "./mutants/decoders.ts";
import { frameMutants } from "./mutants/frames.ts";
import { poolMutants } from "./mutants/pools.ts";
import { receivingMutants } from "./mutants/receiving.ts";
import { sendingMutants } from "./mutants/sending.ts";
import { timeoutMutants } from "./mutants/timeouts.ts";
import { varintMutants } from "./mutants/varints.ts";

export const mutants: Mutants<Answers> = {
  ...varintMutants,
  ...frameMutants,
  ...decodeMutants,
  ...batchMutants,
  ...sendingMutants,
  ...receivingMutants,
  ...poolMutants,
  ...timeoutMutants,
  ...callMutants,
  ...connectionMutants,
};
