/** The reference with one bug each. The suite is good if it catches every one. @module */

import { beyondMutants } from "./mutants/beyond.ts";
import { electionMutants } from "./mutants/election.ts";
import { logMutants } from "./mutants/log.ts";
import { persistenceMutants } from "./mutants/persistence.ts";
import { snapshotMutants } from "./mutants/snapshots.ts";

export const mutants = {
  ...electionMutants,
  ...logMutants,
  ...persistenceMutants,
  ...snapshotMutants,
  ...beyondMutants,
};
