/** Mistakes in SWIM that people make, and what comes of each. @module */

import type { SwimBugs } from "./bugs/change.ts";
import { memberBugs } from "./bugs/members.ts";
import { newsBugs } from "./bugs/news.ts";
import { probeBugs } from "./bugs/probes.ts";
import { suspicionBugs } from "./bugs/suspicions.ts";

/** Mistakes, by what is wrong. */
export const bugs: SwimBugs = { ...probeBugs, ...suspicionBugs, ...newsBugs, ...memberBugs };
