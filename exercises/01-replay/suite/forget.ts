import text from "./forget.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { initialState } from "../office.ts";
import { forgetting } from "./assemble.ts";
import { givenBook, oneTicketEach, smallMemory, ticketsHold } from "./rules.ts";
import { endsWell, finders } from "./trial.ts";

export const forget = task<Answers>(text, (answers, grading) => {
  const event = { type: "register", from: 1, call: 1, below: 1, thing: "hat" } as const;
  grading.begun(() => void answers.forget(initialState(), event));
  endsWell(forgetting(answers), 200, grading);
  endsWell(forgetting(answers), 100, grading, {
    clients: finders(1, 6),
    invariants: [smallMemory, oneTicketEach(givenBook), ticketsHold(givenBook)],
  });
});
