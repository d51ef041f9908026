import text from "./once.md" with { type: "text" };
import { atEachNode, type Grading, shown, task, toTheEnd } from "hb/grade/part.ts";
import { raftBut } from "hb/consensus/raft/change.ts";
import { sessionRequests } from "hb/consensus/raft/client.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import { clientsInSession, OPEN } from "hb/replicated/client_sessions.ts";
import { admit, type Session } from "hb/replicated/sessions.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import type { State } from "../given.ts";

const CLIENTS = 2;

export const once = task<Answers>(text, ({ once }, grading) => {
  // Clients that soon ask again, on a network that loses and doubles.
  grading.sweep({
    protocol: raftBut({ rules: once }, { ...careful, whenNotLeading: "forward" }),
    nodes: 3,
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.2 },
    invariants: [twice, ...invariants()],
    clients: {
      workload: ["0", "1"].map((client) => [
        { at: 800, input: OPEN },
        ...[0, 1, 2, 3, 4, 5].map((n) => ({ input: `${client}.${n}` })),
      ]),
      ask: (input, which, seen) =>
        clientsInSession(sessionRequests, CLIENTS, () => seen!.history)(input, which),
      to: ({ client, attempt }) => (client + attempt) % 3,
      timeoutMs: 90,
      retries: 20,
    },
  }, {
    seeds: 8,
    shrinkRuns: 100,
    drive: toTheEnd(1500, [6000, "every request is answered", (world) => !world.clientsBusy]),
  });
  questions(once, grading);
});

function questions({ admit: theirs }: Answers["once"], grading: Grading): void {
  for (const lowest of [0, 2, 4]) {
    for (const known of [[], [4], [4, 6]]) {
      const answers = new Map(known.map((sequence) => [sequence, `answer ${sequence}`]));
      const session: Session = { lowest, answers, usedAt: 9 };
      for (const sequence of [1, 2, 4, 5, 6]) {
        const stamp = { session: 7, sequence, lowest: sequence };
        const words =
          `request ${sequence} in a session whose lowest is ${lowest}, and which has the ` +
          `answers to [${known}]`;
        const sessions = new Map([[7, session]]);
        grading.equal(theirs(shown(sessions), shown(stamp)), admit(sessions, stamp), words);
        const stranger = theirs(shown(sessions), shown({ ...stamp, session: 8 }));
        grading.equal(stranger, { type: "expired" }, `${words}: and in no session`);
      }
    }
  }
  const empty = new Map([[7, { lowest: 0, answers: new Map([[1, undefined]]), usedAt: 9 }]]);
  const { type } = theirs(empty, { session: 7, sequence: 1, lowest: 0 });
  grading.equal(type, "repeated", "a request that was answered with nothing, asked for again");
}

const twice = atEachNode<State>(
  "exactly once",
  "a command is executed once, however often it is asked for",
  ({ machine }, node) => {
    const executed = machine as unknown[];
    const again = executed.find((each, i) => executed.indexOf(each) !== i);
    return again === undefined ? undefined : `node ${node} has executed ${again} twice`;
  },
);
