/** The graded parts of chapter 10. @module */

import type { Suite } from "hb/grade/suite.ts";
import type { Subject } from "./subject.ts";
import { majorityPart } from "./suite/majority.ts";
import { termsPart } from "./suite/terms.ts";
import { timeoutPart } from "./suite/timeout.ts";
import { voterPart } from "./suite/voter.ts";
import { votesPart } from "./suite/votes.ts";

export const suite: Suite<Subject> = {
  chapter: "10-raft",
  title: "Raft",
  parts: [termsPart, timeoutPart, votesPart, majorityPart, voterPart],
};
