import text from "./register.md" with { type: "text" };
import { type Grading, rehearse, runFor, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { initialState, type Io, type State, type Upon } from "../office.ts";
import { naiveBut } from "./assemble.ts";
import { givenBook, oneTicketEach } from "./rules.ts";
import { finders, trial, trouble } from "./trial.ts";

export const register = task<Answers>(text, ({ register }, grading) => {
  grading.begun(asking(register, initialState())(1, 1, "hat"));
  const scenario = trial(naiveBut({ register }), givenBook, {
    network: { ...trouble, loss: 0 },
    clients: finders(3, 1),
    invariants: [oneTicketEach(givenBook)],
  });
  grading.sweep(scenario, { seeds: 100, drive: (world) => runFor(world, 300) });
  dialogue(register, grading);
});

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
  const s = initialState();
  for (const [from, call, thing, ticket, words] of script) {
    const { sends } = rehearse(asking(register, s)(from, call, thing));
    const told = sends.map(({ to, message }) => {
      const what = message.type === "ticket" ? `ticket ${message.ticket}` : `a ${message.type}`;
      return `${what} for call ${"call" in message ? message.call : "?"} to node ${to}`;
    });
    const expected = [`ticket ${ticket} for call ${call} to node ${from}`];
    grading.equal(told, expected, `what the office replies to ${words}`);
  }
  grading.equal(s.book, ["umbrella", "umbrella", "scarf", "hat", "glove"], "the book after that");
}

/** A step in which a branch asks the office. */
const asking =
  (register: Upon["register"], s: State) =>
  (from: number, call: number, thing: string) =>
  (io: Io) => register(s, { type: "register", from, call, below: 1, thing }, io);
