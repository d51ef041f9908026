/** The reference with one bug each. The suite is good if it catches every one. @module */

import { branchMutants } from "./mutants/branch.ts";
import { journalMutants } from "./mutants/journal.ts";
import { officeMutants } from "./mutants/office.ts";
import { wholeMutants } from "./mutants/whole.ts";

export const mutants = { ...branchMutants, ...officeMutants, ...journalMutants, ...wholeMutants };
