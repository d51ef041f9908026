/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/17-storage/answers.ts";
import { compactionMutants } from "./mutants/compactions.ts";
import { engineMutants } from "./mutants/engine.ts";
import { filterMutants } from "./mutants/filters.ts";
import { logMutants } from "./mutants/log.ts";
import { manifestMutants } from "./mutants/manifests.ts";
import { orderMutants } from "./mutants/orders.ts";
import { overlookedMutants } from "./mutants/overlooked.ts";
import { replaceMutants } from "./mutants/replacing.ts";
import { rootMutants } from "./mutants/roots.ts";
import { sizeMutants } from "./mutants/sizes.ts";

/** By the parts that they are of: what goes wrong in one, and kinds that there are in many. */
export const mutants: Mutants<Answers> = together([
  logMutants,
  replaceMutants,
  manifestMutants,
  rootMutants,
  filterMutants,
  compactionMutants,
  engineMutants,
  sizeMutants,
  orderMutants,
  overlookedMutants,
]);

function together(all: readonly Mutants<Answers>[]): Mutants<Answers> {
  const parts: Record<string, object> = {};
  for (const [part, bugs] of all.flatMap((each) => Object.entries(each))) {
    parts[part] = { ...parts[part], ...bugs };
  }
  return parts;
}
