/** What the sizes of experiments must be: each experiment of this folder that has one has it checked by these. @module */

import { integer, numberFrom, optional, whole, wholeFrom } from "../../model/kinds.ts";

/** How many nodes there are. */
export const someNodes = optional(wholeFrom(1));
/** How many runs are measured: of none there is no mean. */
export const someRuns = optional(wholeFrom(1));
/** How many rounds, or broadcasts, or anything there may be none of. */
export const anyNumber = optional(whole);
/** A seed. */
export const aSeed = optional(integer);
/** A probability, or a share. */
export const aShare = optional(numberFrom(0, 1));
