/** The reference with one bug each. The suite is good if it catches every one. @module */

import { handlerMutants } from "./mutants/handlers.ts";
import { journalMutants } from "./mutants/journal.ts";
import { wholeMutants } from "./mutants/whole.ts";

export const mutants = { ...handlerMutants, ...journalMutants, ...wholeMutants };
