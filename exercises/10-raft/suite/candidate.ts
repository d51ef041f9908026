import text from "./candidate.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { RaftChange } from "hb/consensus/raft/change.ts";
import type { Answers } from "../answers.ts";
import { laboratory } from "./laboratory.ts";
import { expecting, type Reasons, sameSteps } from "./servers.ts";
import { candidates } from "./candidates.ts";

export const candidate = task<Answers>(text, (answers, grading) => {
  const { election, requestVoteReply } = answers.candidate;
  const change: RaftChange = { handlers: { requestVoteReply }, timers: { election } };
  sameSteps(change, expected(), why, grading);
  laboratory(answers, "3A", 10, grading);
});

const expected = expecting(["election", "requestVoteReply"], candidates);

const why: Reasons = {
  "what it sends":
    "a candidate asks all other voters, and a leader begins with an entry of its own term (sections 3.4, 3.6.2)",
  "its timers":
    "an election may fail, so a server waits anew when it stands; a leader waits for its turn to send (section 3.4)",
  "its role": "more than half of the votes of one term make a leader (section 3.4)",
  otherwise: "sections 3.4 and 9.6 of the dissertation",
};
