import text from "./clients.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { RaftChange } from "hb/consensus/raft/change.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import type { Answers } from "../answers.ts";
import { lastIndex, type State, termAt } from "../given.ts";
import { asked } from "./compose.ts";
import { appends } from "./follower.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, expecting, hasLease, type Reasons, sameSteps, settings } from "./servers.ts";

export const clients = task<Answers>(text, (answers, grading) => {
  const { request, applyCommitted } = answers.clients;
  const change: RaftChange = { handlers: { request: asked(request) }, steps: { applyCommitted } };
  sameSteps(change, expected(), why, grading);
  laboratory(answers, "3B", 5, grading);
});

/** Commands that are easily taken for none are among them. */
const commands = ["x", "", 0, null, false, ["x"], { type: "put", key: "x", value: "" }];

const openIn = ({ log, commitIndex }: State) => lastIndex(log) - commitIndex;

const requests = () =>
  drawn(300, "requests", (random): Arrival => {
    const setting = pick(random, settings), isLong = random.chance(0.1);
    let server = aServer(random, {}, hasLease(setting));
    // A leader at times with much that is not committed yet.
    while (isLong && !(server.s.role === "leader" && openIn(server.s) > 20)) {
      server = aServer(random, {}, hasLease(setting));
    }
    const { leading } = server.s;
    if (leading !== null) {
      const most = 2 ** 24;
      leading.uncommittedBytes = pick(random, [0, 12, 400, most, most + 1, 2 ** 32]);
    }
    if (isLong || random.chance(0.3)) {
      // All that is under way is waited for.
      const { log, commitIndex, waiting } = server.s;
      for (let index = commitIndex + 1; index <= lastIndex(log); index++) {
        waiting.set(index, { term: termAt(log, index)!, address: server.nodes + index });
      }
    }
    const stamp = random.chance(0.4)
      ? null
      : { session: random.below(4), sequence: random.below(3), lowest: random.below(2) };
    const from = server.nodes + random.below(4);
    const message = { type: "request", command: pick(random, commands), stamp } as const;
    return { ...server, setting, event: { kind: "message", from, message } };
  });

const expected = expecting(
  ["request", "appendEntries", "appendEntriesReply"],
  () => [...requests(), ...appends()],
);

const why: Reasons = {
  "what it answers to clients":
    "an answer says that the entry which the client waits for is committed and executed, and a refusal that it is not (sections 3.5, 6.2)",
  "who waits for it (waiting)":
    "who asked a leader waits for one entry, of one term, until that index is applied (section 6.3)",
  "its state machine": "what is committed is executed in the order of the log, once (section 3.5)",
  otherwise: "sections 3.5 and 6.2 of the dissertation",
};
