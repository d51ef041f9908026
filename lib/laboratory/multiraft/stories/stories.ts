/** Small orders of events in which a mistake of Multi-Raft shows; each says what is wrong, if anything is. @module */

import type { Checks } from "../../../kit/find.ts";
import type { Change } from "../../../multiraft/storms.ts";
import type { Story } from "./node.ts";
import { aLateAbsorption, allWhoAreKnownAreGone, aSleeperIsAsked } from "./of_clusters.ts";
import { anAnswerToAnotherLife, aPartTwice, scansAcrossAMerge } from "./of_gateways.ts";
import {
  aNewMember,
  aSnapshotBeforeItsSplit,
  aVoteOfWhoIsGone,
  beatsForAnother,
  votesGoesAndComesBack,
} from "./of_nodes.ts";
import {
  aLateCopy,
  askedAfterAMerge,
  askedAfterItHasStopped,
  askedOfAChild,
  splitsOffAgain,
} from "./of_ranges.ts";

/** All of them, by their names. */
export const stories: Readonly<Record<string, Story>> = {
  "asked again of a child": askedOfAChild,
  "asked again after a merge": askedAfterAMerge,
  "asked after it has stopped": askedAfterItHasStopped,
  "a late copy of a range": aLateCopy,
  "asked half a second ago": aLateAbsorption,
  "a new member gets an old snapshot": aNewMember,
  "a snapshot before its split": aSnapshotBeforeItsSplit,
  "a scan across a merge": scansAcrossAMerge,
  "a part of a scan comes again": aPartTwice,
  "a range splits off again": splitsOffAgain,
  "an answer to another life": anAnswerToAnotherLife,
  "votes, goes, and comes back": votesGoesAndComesBack,
  "who is gone is asked for its vote": aVoteOfWhoIsGone,
  "beats for another group": beatsForAnother,
  "a sleeper is asked for its vote": aSleeperIsAsked,
  "all who are known are gone": allWhoAreKnownAreGone,
};

/** The same as checks, by which the bugs of the kit are found. */
export const storyChecks: Checks<Change> = Object.fromEntries(
  Object.entries(stories).map(([name, story]) => [`story ${name}`, story]),
);
