import text from "./linear.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Memory, memory } from "../memory.ts";
import { sameVerdict } from "./compare.ts";
import { drawings } from "hb/laboratory/memory/histories.ts";

export const linear = task<Answers>(text, ({ linear }, grading) => {
  sameVerdict("linearizable", linear, "linearizable", histories(), grading);
});

function* histories(): Generator<Memory> {
  yield memory("0 w x 1, 1 r x 1");
  yield memory("0 w x 1, 1 r x -");
  yield memory("0 w x 1 & 1 r x -");
  yield memory("0 w x 1 & 1 r x 1, 0 r x -");
  yield* drawings(250, { processes: 3, operations: 6, keys: ["x"], stale: 0.25 });
  yield* drawings(20, { processes: 4, operations: 16, keys: ["x"], stale: 0.1 });
  yield wide();
}

/** Eight writes at once, seven reads after them that see the last: many orders, and none fits. */
function wide(): Memory {
  const writes = Array.from({ length: 8 }, (_, i) => `${i} w x ${i + 1}`).join(" , ");
  const reads = Array.from({ length: 7 }, (_, i) => `${i} r x ${1 + i % 2}`).join(" , ");
  return memory(`${writes}, ${reads}`).map((each) =>
    each.input.type === "write" ? { ...each, invokedAt: each.id, endedAt: 100 } : {
      ...each,
      invokedAt: 100 + 10 * each.id,
      endedAt: 106 + 10 * each.id,
    }
  );
}
