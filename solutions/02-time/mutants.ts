/** The reference with one bug each. The suite is good if it catches every one. @module */

import { causeMutants } from "./mutants/causes.ts";
import { deliveryMutants } from "./mutants/delivery.ts";
import { snapshotMutants } from "./mutants/snapshot.ts";
import { timeMutants } from "./mutants/times.ts";

export const mutants = { ...causeMutants, ...deliveryMutants, ...snapshotMutants, ...timeMutants };
