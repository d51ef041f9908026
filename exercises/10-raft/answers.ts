/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Behind,
  Candidate,
  Clients,
  Commit,
  CountVotes,
  Joint,
  Leader,
  Recall,
  Remember,
  Restart,
  Rules,
  Upon,
  WholeRaft,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly terms: Pick<Rules, "isOutdated" | "becomeCandidate">;
  readonly timeout: Pick<Rules, "timeoutJitter">;
  readonly votes: Pick<Rules, "mayVote" | "mayPreVote">;
  readonly majority: CountVotes;
  readonly voter: Upon<"requestVote">;
  readonly candidate: Candidate;
  readonly complete: Pick<Rules, "isUpToDate">;
  readonly match: Pick<Rules, "agrees" | "alreadyThere" | "agreedUntil">;
  readonly commit: Commit;
  readonly backup: Pick<Rules, "hint" | "backUp">;
  readonly follower: Upon<"appendEntries">;
  readonly leader: Leader;
  readonly clients: Clients;
  readonly save: Pick<Rules, "saveVote" | "saveEntries">;
  readonly recall: Recall;
  readonly restart: Restart;
  readonly compaction: Pick<Rules, "isSnapshotDue" | "capture" | "isNews" | "rebase">;
  readonly remember: Remember;
  readonly install: Upon<"installSnapshot">;
  readonly behind: Behind;
  readonly once: Pick<Rules, "admit">;
  readonly joint: Joint;
  readonly changing: Pick<Rules, "whyNotChange" | "afterTruncation" | "promotable" | "stepsDown">;
  readonly members: Pick<Rules, "change" | "followingOn">;
  readonly leads: WholeRaft;
  readonly agrees: WholeRaft;
  readonly remembers: WholeRaft;
  readonly compacts: WholeRaft;
  readonly holds: WholeRaft;
}
