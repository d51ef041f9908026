import text from "./before.md" with { type: "text" };
import { frozen, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import {
  executions,
  observed,
  relay,
  smaller,
  steps,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";

export const before = task<Answers>(text, ({ before }, grading) => {
  const all = [...executions(60, { nodes: 5, length: 50 }), relay(36), steps(70)];
  grading.forAll(all, (events) => {
    const order = observed(events);
    frozen(events);
    for (let a = 0; a < events.length; a++) {
      for (let b = 0; b < events.length; b++) {
        // Of a long chain, the ends say enough.
        if (events.length > 60 && a > 2 && b < events.length - 3) continue;
        const right = order(a, b);
        const said = grading.asked(
          () => before(events, a, b),
          () => `whether event ${a} happened before event ${b}: ${tellAll(events)}`,
        );
        grading.expect(
          said === right,
          `event ${a} ${right ? "happened" : "did not happen"} before event ${b}, and you say it ` +
            `${right ? "did not" : "did"}: ${tellAll(events)}`,
        );
      }
    }
  }, smaller);
});
