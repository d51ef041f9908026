/** How part 1 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Upon } from "../office.ts";
import { naiveBut } from "./assemble.ts";
import { assertBegun, busyBranch, rehearse } from "./rehearse.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { toTheEnd, trial } from "./trial.ts";

type Handler = Upon["ticket"];

const event = { type: "ticket", from: 0, call: 2, ticket: 9 } as const;

export const ticketPart: Part<Subject> = {
  number: 1,
  name: "ticket",
  title: "tell the finder, once",
  points: 10,
  statement: `At a branch, upon \`ticket\`: the finder of that call is told, and the call is closed.

A network that duplicates and delays brings the same ticket twice, and brings it when the call is long
closed. Which call a reply belongs to is not a matter of order or of guessing: it carries the number of
its call, and that is all that counts.`,
  paper: "Birrell and Nelson 1984, Implementing remote procedure calls, section 3.2",
  hints: [
    "What does your handler do when the same ticket comes twice?",
    "`s.open.get(call)` is the open call, or undefined when it is closed.",
    "Three lines: look the call up and return if it is not open; answer its finder; delete it.",
  ],
  test({ ticket }, grading) {
    assertBegun(1, (io) => ticket(busyBranch(), event, io));
    grading.sweep(
      trial(naiveBut({ ticket }), givenBook, {
        network: { latency: uniform(1, 60), duplication: 0.4 },
        invariants: [ticketsHold(givenBook)],
      }),
      { seeds: 200, drive: toTheEnd },
    );
    const s = busyBranch();
    const first = rehearse(1, (io) => ticket(s, event, io));
    grading.equal(
      first.answers,
      [{ finder: 7, result: 9 }],
      "whom the branch answers, and what, when call 2 of finder 7 gets ticket 9",
    );
    grading.equal(
      [...s.open.keys()],
      [3],
      "a call is closed when its finder has been told; calls that are still open, of 2 and 3, after " +
        "the ticket of call 2",
    );
    tellsOnce(ticket, s, "the same ticket comes again", grading);
    tellsOnce(ticket, busyBranch(), "a ticket comes for call 1, closed long ago", grading, 1);
  },
};

/** A ticket for a closed call changes nothing and is told to nobody. */
function tellsOnce(
  ticket: Handler,
  s: ReturnType<typeof busyBranch>,
  words: string,
  grading: Parameters<typeof ticketPart.test>[1],
  call = 2,
): void {
  const open = [...s.open.keys()];
  const asked = rehearse(1, (io) => ticket(s, { ...event, call }, io));
  grading.equal(asked.answers, [], `nobody is told anything when ${words}; answers`);
  grading.equal([...s.open.keys()], open, `nothing changes when ${words}; open calls`);
}
