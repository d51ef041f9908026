/** How part 4 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import { forgetting } from "./assemble.ts";
import { newborn, type Register } from "../office.ts";
import { assertBegun } from "./rehearse.ts";
import { givenBook, oneTicketEach, smallMemory, ticketsHold } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { finders, toTheEnd, trial } from "./trial.ts";

const event: Register = { type: "register", from: 1, call: 1, below: 1, thing: "hat" };

export const forgetPart: Part<Subject> = {
  number: 4,
  name: "forget",
  title: "forget what nobody will ask for again",
  points: 15,
  statement:
    `At the office, before \`register\`: an office that remembers every call needs more memory every day.
When may it forget one? Not after a while, as a message may be late by any time. But the branch knows
when it has its ticket, and says so: every request carries \`below\`, and all calls with a smaller number
are closed. What is forgotten must then never be entered again, and a copy of its request may still be
on its way. Builds on parts 1 to 3.`,
  paper: "Lee et al. 2015 (RIFL), section 3.3, garbage collection; Ongaro 2014, section 6.3",
  hints: [
    "Which of the two is the dangerous one: a request that comes late, or a `below` that comes late?",
    "`memory.below` never goes down: an old message with a smaller `below` changes nothing.",
    "Raise `memory.below` to `below` if that is greater; delete the tickets of all calls under it; " +
    "return whether `call` is not under it.",
  ],
  test(subject, grading) {
    assertBegun(0, () => void subject.forget(newborn(), event));
    const office = forgetting(subject);
    const rules = [oneTicketEach(givenBook), ticketsHold(givenBook)];
    grading.sweep(trial(office, givenBook), { seeds: 200, drive: toTheEnd });
    grading.sweep(
      trial(office, givenBook, { clients: finders(1, 6), invariants: [smallMemory, ...rules] }),
      { seeds: 100, drive: toTheEnd },
    );
  },
};
