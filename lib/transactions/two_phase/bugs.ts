/** Mistakes in two-phase commit and two-phase locking that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "./bugs/change.ts";

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {};
