/** What the sizes of experiments must be: each experiment of this folder that has one has it checked by these. @module */

import { integer, type Kind, numberFrom, optional, whole, wholeFrom } from "../../model/kinds.ts";

/** How many nodes there are. */
export const someNodes: Kind = optional(wholeFrom(1));
/** How many runs are measured: of none there is no mean. */
export const someRuns: Kind = optional(wholeFrom(1));
/** How many rounds, or broadcasts, or anything there may be none of. */
export const anyNumber: Kind = optional(whole);
/** A seed. */
export const aSeed: Kind = optional(integer);
/** A probability, or a share. */
export const aShare: Kind = optional(numberFrom(0, 1));
