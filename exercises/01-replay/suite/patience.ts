import text from "./patience.md" with { type: "text" };
import { type Grading, reach, runFor, task } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import type { Office } from "../office.ts";
import { asksAgain, type Longest } from "./ask_again.ts";
import { naiveBut } from "./assemble.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { cut, endsWell, finders, trial } from "./trial.ts";

/** How long the office is out of reach, in ms: many times a branch's patience. */
const CUT_MS = 10_000;

/** How long a wait may be, as the statement says. */
const LONGEST: Longest = { ms: 5000, times: 2.5 };

export const patience = task<Answers>(text, ({ ticket, patience }, grading) => {
  asksAgain(patience, LONGEST, grading, () => {
    const office = naiveBut({ ticket }, { patience });
    endsWell(office, 150, grading, {
      network: { latency: uniform(1, 20), loss: 0.4 },
      invariants: [ticketsHold(givenBook)],
    });
    outlasts(office, grading);
  });
});

/** Nobody gives up while the office is out of reach, however long that is. */
function outlasts(office: Office, grading: Grading): void {
  const scenario = trial(office, givenBook, {
    network: {},
    clients: finders(2, 1),
    faults: [cut(2, CUT_MS)],
    invariants: [ticketsHold(givenBook)],
  });
  grading.sweep(scenario, {
    seeds: 1,
    drive(world) {
      runFor(world, CUT_MS);
      const words =
        `every finder gets a ticket after ${CUT_MS} ms in which nobody reached the office`;
      reach(world, [CUT_MS * LONGEST.times + LONGEST.ms, words, () => !world.clientsBusy]);
    },
  });
}
