/** Mistakes in anti-entropy that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "./bugs/change.ts";
import { comparingBugs } from "./bugs/comparing.ts";
import { sessionBugs } from "./bugs/sessions.ts";
import { versionBugs } from "./bugs/versions.ts";

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  ...comparingBugs,
  ...sessionBugs,
  ...versionBugs,
};
