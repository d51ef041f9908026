/** Mistakes in a store in the manner of Dynamo, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "./bugs/change.ts";
import { quorumBugs } from "./bugs/quorums.ts";
import { versionBugs } from "./bugs/versions.ts";

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = { ...versionBugs, ...quorumBugs };
