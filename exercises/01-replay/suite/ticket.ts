import text from "./ticket.md" with { type: "text" };
import { rehearse, task } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { AT_BRANCH, busyBranch, naiveBut } from "./assemble.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { endsWell } from "./trial.ts";

export const ticket = task<Answers>(text, ({ ticket }, grading) => {
  const event = { type: "ticket", from: 0, call: 2, ticket: 9 } as const;
  grading.begun((io) => ticket(busyBranch(), event, io), AT_BRANCH);
  endsWell(naiveBut({ ticket }), 200, grading, {
    network: { latency: uniform(1, 60), duplication: 0.4 },
    invariants: [ticketsHold(givenBook)],
  });
  const s = busyBranch(), first = rehearse((io) => ticket(s, event, io), AT_BRANCH);
  grading.equal(
    first.answers,
    [{ client: 7, result: 9 }],
    "whom the branch answers, and what, when call 2 of finder 7 gets ticket 9",
  );
  grading.equal(
    [...s.open.keys()],
    [3],
    "a call is closed when its finder has been told; calls that are still open, of 2 and 3, after " +
      "the ticket of call 2",
  );
  const again = [
    [s, 2, "the same ticket comes again"],
    [busyBranch(), 1, "a ticket comes for call 1, closed long ago"],
  ] as const;
  for (const [s, call, words] of again) {
    const open = [...s.open.keys()];
    const { answers } = rehearse((io) => ticket(s, { ...event, call }, io), AT_BRANCH);
    grading.equal(answers, [], `nobody is told anything when ${words}; answers`);
    grading.equal([...s.open.keys()], open, `nothing changes when ${words}; open calls`);
  }
});
