import text from "./order.md" with { type: "text" };
import { frozen, task } from "hb/grade/part.ts";
import { causalOrder } from "hb/check/memory/causality.ts";
import { memoryOf } from "hb/check/memory/memory.ts";
import type { Answers } from "../answers.ts";
import { inWords, memory } from "../memory.ts";
import { drawings, smaller } from "hb/laboratory/memory/histories.ts";

export const order = task<Answers>(text, ({ order }, grading) => {
  const drawn = drawings(60, { processes: 3, operations: 9, keys: ["x", "y"], stale: 0.3 });
  const circle = memory("0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2");
  grading.forAll([...drawn, circle], (history) => {
    const truth = causalOrder(memoryOf(history));
    for (const { id: a } of history) {
      for (const { id: b } of history) {
        const right = truth.has(a, b);
        grading.expect(
          order(frozen(history), a, b) === right,
          `operation ${a} ${right ? "comes" : "does not come"} before operation ${b}, counted ` +
            `from 0, in ${inWords(history)}`,
        );
      }
    }
  }, smaller);
});
