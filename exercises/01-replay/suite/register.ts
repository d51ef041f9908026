/** How part 3 is judged. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { naiveBut } from "./assemble.ts";
import { newborn, type State, type Upon } from "../office.ts";
import { type Asked, assertBegun, rehearse } from "./rehearse.ts";
import { givenBook, oneTicketEach } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { finders, runFor, trial } from "./trial.ts";

export const registerPart: Part<Subject> = {
  number: 3,
  name: "register",
  title: "enter a thing once, reply as often as asked",
  points: 15,
  statement:
    `At the office, upon \`register\`: a call that is heard for the first time is entered, and gets the next
ticket. A call that is heard again gets the ticket that it has.

Removing duplicates in the network would not do: when a branch asks again, the network has carried two
different messages, each of them once. Only the two ends know that they mean the same call; this is the
end-to-end argument. So the ends agree on a name for each call: the branch, and the number of the call.
As several calls of one branch may be open at a time and messages overtake one another, "is it greater
than the last?" is not the right question here.`,
  paper: "Saltzer, Reed and Clark 1984, End-to-end arguments in system design, section 3; " +
    "Lee et al. 2015, Implementing linearizability at large scale and low latency (RIFL), section 3",
  hints: [
    "What is the name of a call? Would two branches ever use the same?",
    "`memoryOf(s, from).tickets` maps the calls of that branch to their tickets.",
    "If `tickets.get(call)` is undefined: `s.book.push(thing)` gives the new length, and so the " +
    "ticket; remember it. In either case send it.",
  ],
  test({ register }, grading) {
    const probe = requests(register, newborn());
    assertBegun(0, probe(1, 1, "hat"));
    grading.sweep(
      trial(naiveBut({ register }), givenBook, {
        network: { ...trial(naiveBut({}), givenBook).network, loss: 0 },
        clients: finders(3, 1),
        invariants: [oneTicketEach(givenBook)],
      }),
      { seeds: 100, drive: (world) => runFor(world, 300) },
    );
    dialogue(register, grading);
  },
};

/** What branches ask, in order, and the ticket that each must be sent. */
const script = [
  [1, 1, "umbrella", 1, "a first call"],
  [1, 1, "umbrella", 1, "the same call again"],
  [1, 2, "umbrella", 2, "another call for another umbrella"],
  [2, 1, "scarf", 3, "the first call of another branch"],
  [1, 4, "hat", 4, "a call that has overtaken the one before it"],
  [1, 3, "glove", 5, "the call that was overtaken"],
  [1, 2, "umbrella", 2, "an earlier call again"],
  [2, 1, "scarf", 3, "the other branch again"],
] as const;

function dialogue(register: Upon["register"], grading: Grading): void {
  const s = newborn();
  const request = requests(register, s);
  for (const [from, call, thing, ticket, words] of script) {
    const { sends } = rehearse(0, request(from, call, thing));
    const expected = [`ticket ${ticket} for call ${call} to node ${from}`];
    grading.equal(sends.map(inWords), expected, `what the office replies to ${words}`);
  }
  grading.equal(s.book, ["umbrella", "umbrella", "scarf", "hat", "glove"], "the book after that");
}

function inWords({ to, message }: Asked["sends"][number]): string {
  const ticket = message.type === "ticket" ? `ticket ${message.ticket}` : `a ${message.type}`;
  return `${ticket} for call ${"call" in message ? message.call : "?"} to node ${to}`;
}

function requests(register: Upon["register"], s: State) {
  return (from: number, call: number, thing: string) => (io: Parameters<typeof register>[2]) =>
    register(s, { type: "register", from, call, below: 1, thing }, io);
}
