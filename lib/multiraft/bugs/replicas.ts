/** Mistakes with replicas that come with a split or a snapshot, and go with a change of members. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "../storms.ts";
import { byInstance, byStory, rules } from "./ways.ts";

const COMES_BACK = "a member is removed, and is added when its range has split";
const CRASHES = "a range splits, and its right part moves, and one crash";

/** What is wrong, by what is wrong. */
export const replicaBugs: Readonly<Record<string, Bug<Change>>> = {
  "a split overwrites": {
    words:
      "A replica that came before its parent had applied the split is made anew, and loses what it had.",
    change: rules({ mayInstall: () => true, isHere: () => false }),
    breaks: "soundness",
    foundBy: byStory("a snapshot before its split"),
  },
  "forgets its vote": {
    words: "A replica that was gone and is here again votes a second time in a term.",
    change: rules({ promised: () => undefined }),
    breaks: "one vote",
    foundBy: byStory("votes, goes, and comes back"),
  },
  "comes back for anybody": {
    words:
      "A replica that is gone comes back, empty, for who took it for a member, and votes for them.",
    change: rules({ revives: () => true }),
    breaks: "leader completeness",
    foundBy: byStory("who is gone is asked for its vote"),
  },
  "takes the past for its end": {
    words: "A new member that has got a snapshot of before it came finds itself removed, and goes.",
    change: rules({ isSince: () => true }),
    breaks: "progress",
    foundBy: byStory("a new member gets an old snapshot"),
  },
  "a group twice": {
    words:
      "An order to split that comes again makes a range of a group that has been; keys are nowhere.",
    change: rules({ isNewGroup: () => true }),
    breaks: "one range for each key",
    foundBy: byStory("a range splits off again"),
  },
  /** tikv 529, its first half: the snapshot comes. In "a split overwrites" the split does, too. */
  "takes keys that another has": {
    words:
      "A snapshot is installed over a range that has not heard of the split, and is in the way of it.",
    change: rules({ mayInstall: () => true }),
    breaks: "apart",
    foundBy: byInstance(CRASHES),
  },
  /** As in tikv 17469, a replica that waits for a snapshot is replaced by the one of the split. */
  "a birth that is bound by nothing": {
    words:
      "A replica has voted before the split that it comes of is applied, and when it is, has not.",
    change: rules({ bound: () => null }),
    breaks: "soundness",
    foundBy: byInstance(CRASHES),
  },
  /** cockroach 20939. Our own order of records is tested with the reports. */
  "a split in two writes": {
    words:
      "A split is saved, and what is split off not yet: after a crash between there is nothing of it.",
    change: rules({ savedAtBirth: () => [] }),
    breaks: "a range for each key",
    foundBy: byInstance(CRASHES),
  },
  "a member all along": {
    words:
      "Who was removed and added, and has heard of neither, agrees to a snapshot and then finds itself removed.",
    change: rules({ isCall: (conf, own, isMember) => !isMember && conf > own }),
    breaks: "true counts",
    foundBy: byInstance(COMES_BACK),
  },
  "an earlier life": {
    words:
      "A leader takes what a member had before it was removed for what it has since it was added.",
    change: rules({ isOfThisLife: () => true }),
    breaks: "true counts",
    foundBy: byInstance(COMES_BACK),
  },
};
