import text from "./causal.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Memory, memory } from "../memory.ts";
import { sameVerdict } from "./compare.ts";
import { drawings } from "hb/laboratory/memory/histories.ts";

export const causal = task<Answers>(text, ({ causal }, grading) => {
  sameVerdict("causally convergent", causal, "causal+", histories(), grading);
});

function* histories(): Generator<Memory> {
  const picked = [
    "0 w x 1, 1 r x 7",
    "0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2",
    "0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -",
    "0 w x 1, 1 w x 2, 0 r x 2, 1 r x 1",
    "0 w x 1, 0 r x -",
    "0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1",
    "0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1",
    "0 w x 1, 1 r x -, 1 w y 2, 0 r y 2",
  ];
  yield* picked.map(memory);
  yield* drawings(300, { processes: 3, operations: 10, keys: ["x", "y"], stale: 0.3 });
}
