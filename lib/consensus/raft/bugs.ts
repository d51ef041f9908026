/**
 * Raft with one mistake in it, over and over: each changes one place, and names what finds it. They are what
 * the tests must catch, what a chapter shows, and what the playground offers.
 *
 * @module
 */

import type { Bug } from "../../kit/kit.ts";
import { electionBugs } from "./bugs/election.ts";
import { logBugs } from "./bugs/log.ts";
import { memberBugs } from "./bugs/members.ts";
import { memoryBugs } from "./bugs/memory.ts";
import type { RaftChange } from "./change.ts";

/** What is wrong, in a few words. */
export type BugName =
  | keyof typeof electionBugs
  | keyof typeof logBugs
  | keyof typeof memoryBugs
  | keyof typeof memberBugs;

/** All bugs by what is wrong. */
export const bugs: Readonly<Record<BugName, Bug<RaftChange>>> = {
  ...electionBugs,
  ...logBugs,
  ...memoryBugs,
  ...memberBugs,
};
