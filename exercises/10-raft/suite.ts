/** The graded parts of chapter 10. @module */

import { labels } from "hb/consensus/raft/labels.ts";
import type { Suite } from "hb/grade/suite.ts";
import type { Subject } from "./subject.ts";
import { backupPart } from "./suite/backup.ts";
import { changingPart } from "./suite/changing.ts";
import { commitPart } from "./suite/commit.ts";
import { compactionPart } from "./suite/compaction.ts";
import { completePart } from "./suite/complete.ts";
import { followerPart } from "./suite/follower.ts";
import { installPart } from "./suite/install.ts";
import { jointPart } from "./suite/joint.ts";
import { majorityPart } from "./suite/majority.ts";
import { matchPart } from "./suite/match.ts";
import { membersPart } from "./suite/members.ts";
import { oncePart } from "./suite/once.ts";
import { recallPart } from "./suite/recall.ts";
import { rememberPart } from "./suite/remember.ts";
import { restartPart } from "./suite/restart.ts";
import { savePart } from "./suite/save.ts";
import { termsPart } from "./suite/terms.ts";
import { timeoutPart } from "./suite/timeout.ts";
import { voterPart } from "./suite/voter.ts";
import { votesPart } from "./suite/votes.ts";

export const suite: Suite<Subject> = {
  chapter: "10-raft",
  title: "Raft",
  labels,
  parts: [
    termsPart,
    timeoutPart,
    votesPart,
    majorityPart,
    voterPart,
    completePart,
    matchPart,
    commitPart,
    backupPart,
    followerPart,
    savePart,
    recallPart,
    restartPart,
    compactionPart,
    rememberPart,
    installPart,
    oncePart,
    jointPart,
    changingPart,
    membersPart,
  ],
};
