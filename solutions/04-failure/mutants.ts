/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/04-failure/answers.ts";
import { entryMutants } from "./mutants/entry.ts";
import { healthMutants } from "./mutants/health.ts";
import { opinionMutants } from "./mutants/opinions.ts";
import { packetMutants } from "./mutants/packets.ts";
import { patienceMutants } from "./mutants/patience.ts";
import { phiMutants } from "./mutants/phi.ts";
import { probingMutants } from "./mutants/probing.ts";
import { roundMutants } from "./mutants/rounds.ts";
import { swimMutants } from "./mutants/swim.ts";

export const mutants: Mutants<Answers> = {
  ...patienceMutants,
  ...phiMutants,
  ...probingMutants,
  ...opinionMutants,
  ...packetMutants,
  ...roundMutants,
  ...healthMutants,
  ...entryMutants,
  ...swimMutants,
};
