/** How part 17 is judged. @module */

import { inSession } from "hb/consensus/raft/client.ts";
import { OPEN } from "hb/replicated/client_sessions.ts";
import { admit } from "hb/replicated/sessions.ts";
import { shown } from "hb/grade/frozen.ts";
import { type Grading, Wrong } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { NotDoneYet } from "hb/grade/todo.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { Session } from "hb/replicated/sessions.ts";
import type { State } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { careful, type RaftWorld, trial } from "./worlds.ts";

const CLIENTS = 2;
const COMMANDS = 6;

export const oncePart: Part<Subject> = {
  number: 17,
  name: "once",
  title: "beyond: exactly once",
  points: 4,
  statement:
    `A client that hears nothing asks again, and then its command may stand in the log twice: all
servers apply it twice, in perfect agreement. It is the office of chapter 1 again, with a log for its book.
The state machine keeps each client's answers, so a second copy is answered from memory and not executed; and
since all servers apply the same log, they all keep the same. What the client will not ask for any more can be
forgotten, but not that it was. The course comes to this in its laboratory 4.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 6.3",
  hints: [
    "There are four cases. Which of them are about the session, and which about the number?",
    "A number below session.lowest was executed, though its answer is not there any more.",
    "No session: expired. In answers: repeated, with the answer. Below lowest: old. Else it is new.",
  ],
  test({ once }, grading) {
    for (const seed of grading.seeds(8)) impatience(once, seed);
    questions(once, grading);
  },
};

function questions({ admit: theirs }: Subject["once"], grading: Grading): void {
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
        const stranger = { ...stamp, session: 8 };
        grading.equal(
          theirs(shown(sessions), shown(stranger)),
          { type: "expired" },
          `${words}: and in no session`,
        );
      }
    }
  }
  const empty = new Map([[7, { lowest: 0, answers: new Map([[1, undefined]]), usedAt: 9 }]]);
  const again = theirs(empty, { session: 7, sequence: 1, lowest: 0 });
  grading.equal(
    again.type,
    "repeated",
    "a request that was answered with nothing, asked for again",
  );
}

/** Clients that soon ask again, on a network that loses and doubles. */
function impatience(once: Subject["once"], seed: number): void {
  const options = { ...careful, whenNotLeading: "forward" } as const;
  const world: RaftWorld = new World({
    ...trial(withRules(once, options), 3),
    seed,
    trace: "none",
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.2 },
    invariants: [twice],
    clients: {
      workload: Array.from({ length: CLIENTS }, (_, client) => [
        { at: 800, input: OPEN },
        ...Array.from({ length: COMMANDS }, (_, n) => ({ input: `${client}.${n}` })),
      ]),
      ask: (input, which) => inClientSession(input, which),
      to: ({ client, attempt }) => (client + attempt) % 3,
      timeoutMs: 90,
      retries: 20,
    },
  });
  const inClientSession = inSession(CLIENTS, () => world.history);
  world.run(1500);
  world.requireProgress(6000, "every request is answered", () => !world.clientsBusy);
  const { violation } = world;
  if (violation?.error instanceof NotDoneYet) throw violation.error;
  if (violation !== undefined) throw new Wrong(`seed ${seed}: ${violation.words}`);
}

const twice: Invariant<State> = {
  name: "exactly once",
  words: "a command is executed once, however often it is asked for",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const executed = (s?.machine ?? []) as unknown[];
      const again = executed.find((each, i) => executed.indexOf(each) !== i);
      if (again !== undefined) {
        return { words: `node ${node} has executed ${again} twice`, nodes: [node] };
      }
    }
    return undefined;
  },
};
