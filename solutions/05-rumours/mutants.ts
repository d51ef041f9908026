/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/05-rumours/answers.ts";
import { broadcastMutants } from "./mutants/broadcast.ts";
import { interestMutants } from "./mutants/interest.ts";
import { massMutants } from "./mutants/mass.ts";
import { merkleMutants } from "./mutants/merkle.ts";
import { pullMutants } from "./mutants/pull.ts";
import { pushMutants } from "./mutants/push.ts";
import { treeMutants } from "./mutants/tree.ts";
import { versionMutants } from "./mutants/versions.ts";

export const mutants: Mutants<Answers> = {
  ...pushMutants,
  ...pullMutants,
  ...interestMutants,
  ...versionMutants,
  ...merkleMutants,
  ...massMutants,
  ...treeMutants,
  ...broadcastMutants,
};
