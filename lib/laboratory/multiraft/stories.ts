/**
 * Small orders of events in which a mistake of Multi-Raft shows that its storms do not find soon.
 *
 * @module
 */

import type { Checks } from "../../kit/find.ts";
import type { Change } from "../../multiraft/storms.ts";
import {
  anAnswerToAnotherLife,
  aNewMember,
  aSleeperIsAsked,
  votesGoesAndComesBack,
} from "./stories/nodes.ts";
import { aLateCopy, askedAfterAMerge, askedOfAChild, splitsOffAgain } from "./stories/ranges.ts";
import type { Story } from "./stories/story.ts";

/** All of them, by their names. */
export const stories: Readonly<Record<string, Story>> = {
  "asked again of a child": askedOfAChild,
  "asked again after a merge": askedAfterAMerge,
  "a late copy of a range": aLateCopy,
  "a new member gets an old snapshot": aNewMember,
  "a range splits off again": splitsOffAgain,
  "an answer to another life": anAnswerToAnotherLife,
  "votes, goes, and comes back": votesGoesAndComesBack,
  "a sleeper is asked for its vote": aSleeperIsAsked,
};

/** The same as checks that a kit's bugs are found by. */
export const storyChecks: Checks<Change> = Object.fromEntries(
  Object.entries(stories).map(([name, story]) => [`story ${name}`, story]),
);
