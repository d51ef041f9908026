/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import { backup } from "./backup.ts";
import { changing } from "./changing.ts";
import { commit } from "./commit.ts";
import { compaction } from "./compaction.ts";
import { complete } from "./complete.ts";
import { follower } from "./follower.ts";
import type { Commit, CountVotes, Joint, Recall, Remember, Restart, Rules, Upon } from "./given.ts";
import { install } from "./install.ts";
import { joint } from "./joint.ts";
import { majority } from "./majority.ts";
import { match } from "./match.ts";
import { members } from "./members.ts";
import { once } from "./once.ts";
import { recall } from "./recall.ts";
import { remember } from "./remember.ts";
import { restart } from "./restart.ts";
import { save } from "./save.ts";
import { terms } from "./terms.ts";
import { timeout } from "./timeout.ts";
import { voter } from "./voter.ts";
import { votes } from "./votes.ts";

/** One answer to each part. */
export interface Subject {
  readonly terms: Pick<Rules, "isOutdated" | "stand">;
  readonly timeout: Pick<Rules, "drawRest">;
  readonly votes: Pick<Rules, "mayVote" | "mayPreVote">;
  readonly majority: CountVotes;
  readonly voter: Upon<"requestVote">;
  readonly complete: Pick<Rules, "isUpToDate">;
  readonly match: Pick<Rules, "agrees" | "alreadyThere" | "agreedUntil">;
  readonly commit: Commit;
  readonly backup: Pick<Rules, "hint" | "backUp">;
  readonly follower: Upon<"append">;
  readonly save: Pick<Rules, "saveVote" | "saveEntries">;
  readonly recall: Recall;
  readonly restart: Restart;
  readonly compaction: Pick<Rules, "isSnapshotDue" | "capture" | "isNews" | "rebase">;
  readonly remember: Remember;
  readonly install: Upon<"installSnapshot">;
  readonly once: Pick<Rules, "admit">;
  readonly joint: Joint;
  readonly changing: Pick<Rules, "whyNotChange" | "afterTruncation" | "mayStand" | "stepsDown">;
  readonly members: Pick<Rules, "change" | "followingOn">;
}

export const subject: Subject = {
  terms,
  timeout,
  votes,
  majority,
  voter,
  complete,
  match,
  commit,
  backup,
  follower,
  save,
  recall,
  restart,
  compaction,
  remember,
  install,
  once,
  joint,
  changing,
  members,
};
