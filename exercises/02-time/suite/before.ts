import text from "./before.md" with { type: "text" };
import { frozen, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { executions, observed, smaller, tellAll } from "hb/laboratory/clocks/executions.ts";

export const before = task<Answers>(text, ({ before }, grading) => {
  grading.forAll(executions(60, { nodes: 5, length: 60 }), (events) => {
    const order = observed(events);
    for (let a = 0; a < events.length; a++) {
      for (let b = 0; b < events.length; b++) {
        const right = order(a, b);
        grading.expect(
          before(frozen(events), a, b) === right,
          `event ${a} ${right ? "happened" : "did not happen"} before event ${b}, and you say it ` +
            `${right ? "did not" : "did"}: ${tellAll(events)}`,
        );
      }
    }
  }, smaller);
});
