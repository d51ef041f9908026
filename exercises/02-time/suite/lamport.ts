import text from "./lamport.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import {
  executions,
  observed,
  smaller,
  stampsOf,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";

export const lamport = task<Answers>(text, ({ lamport }, grading) => {
  grading.forAll(executions(100), (events) => {
    const stamps = stampsOf(events, { first: 0, ...lamport }), order = observed(events);
    for (const [b, stamp] of stamps.entries()) {
      let least = 1;
      for (const [a, earlier] of stamps.entries()) {
        if (!order(a, b)) continue;
        grading.expect(
          earlier < stamp,
          `event ${a} happened before event ${b}, and their stamps are ${earlier} and ${stamp}: ` +
            tellAll(events),
        );
        least = Math.max(least, earlier + 1);
      }
      grading.equal(stamp, least, `the stamp of event ${b} of ${tellAll(events)}; the least is`);
    }
  }, smaller);
});
