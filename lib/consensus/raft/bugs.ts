/**
 * Raft with one mistake in it, over and over: each changes one place, and names what finds it. They are what
 * the tests must catch, what a chapter shows, and what the playground offers.
 *
 * @module
 */

import { electionBugs } from "./bugs/election.ts";
import { logBugs } from "./bugs/log.ts";
import { memberBugs } from "./bugs/members.ts";
import { memoryBugs } from "./bugs/memory.ts";

/** All bugs by what is wrong. */
export const bugs = { ...electionBugs, ...logBugs, ...memoryBugs, ...memberBugs };
