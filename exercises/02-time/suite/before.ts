import text from "./before.md" with { type: "text" };
import { frozen, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Execution } from "../events.ts";
import {
  executions,
  observed,
  relay,
  smaller,
  steps,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";

/** Nodes and messages whose numbers are alike in some way. */
const strange: Execution = [
  { node: 0, kind: "send", message: -1 },
  { node: 8, kind: "step" },
  { node: 256, kind: "send", message: 1 },
  { node: 2 ** 32, kind: "deliver", message: -1 },
  { node: 16, kind: "deliver", message: 1 },
  { node: 0, kind: "send", message: 0.5 },
  { node: 32, kind: "deliver", message: 0.5 },
  { node: 8, kind: "step" },
];

export const before = task<Answers>(text, ({ before }, grading) => {
  const all = [
    ...executions(60, { nodes: 5, length: 50 }),
    strange,
    relay(36),
    steps(70),
    relay(260),
  ];
  grading.forAll(all, (events) => {
    const order = observed(events);
    frozen(events);
    for (let a = 0; a < events.length; a++) {
      for (let b = 0; b < events.length; b++) {
        // Of a long chain, the ends say enough.
        if (events.length > 60 && a > 2 && b < events.length - 3) continue;
        // Of a very long one, its very ends.
        if (events.length > 400 && (a > 1 || b < events.length - 2)) continue;
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
