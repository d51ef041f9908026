import text from "./candidate.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import type { RaftChange } from "hb/consensus/raft/change.ts";
import type { Answers } from "../answers.ts";
import { uniform } from "hb/sim/latency.ts";
import { laboratory } from "./laboratory.ts";
import { expecting, type Reasons, sameSteps } from "./servers.ts";
import { candidates, crowds } from "./candidates.ts";
import { settled, tryAll } from "./tries.ts";

export const candidate = task<Answers>(text, (answers, grading) => {
  const { election, requestVoteReply } = answers.candidate;
  const change: RaftChange = { handlers: { requestVoteReply }, timers: { election } };
  sameSteps(change, expected(), why, grading);
  tryAll(tries, change, grading, { isWatched: false });
  laboratory(answers, "3A", 5, grading);
});

/** Two clusters at once, on networks of their own, must not meet in a memory that both use. */
const tries = [{
  nodes: 5,
  network: { latency: uniform(1, 40) },
  seeds: 2,
  drive: toTheEnd(900, settled(2000)),
}];

const expected = expecting(
  ["election", "requestVoteReply"],
  () => [...candidates(), ...crowds()],
);

const why: Reasons = {
  "its role":
    "more than half of the votes of one term make a leader, and its own is the first of them (section 3.4)",
  "what it sends":
    "a candidate asks all other voters, and a leader begins with an entry of its own term (sections 3.4, 3.6.2)",
  "its timers":
    "an election may fail, so a server waits anew when it stands; a leader waits for its turn to send (section 3.4)",
  otherwise: "sections 3.4 and 9.6 of the dissertation",
};
