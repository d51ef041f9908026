/** How part 4 is judged. @module */

import { level } from "hb/check/levels.ts";
import type { Part } from "hb/grade/suite.ts";
import { type Memory, memory } from "../memory.ts";
import type { Subject } from "../subject.ts";
import { sameVerdict } from "./compare.ts";
import { draw } from "./draw.ts";

export const linearPart: Part<Subject> = {
  number: 4,
  name: "linear",
  title: "is there one moment for each operation",
  points: 20,
  statement:
    `Decide linearizability of a history of one register, by looking for the order. Whatever had
ended before something else began comes before it; where operations overlap you may choose. To try all
orders of sixteen operations takes longer than you live, so do not go on with an order whose beginning
cannot be right, and do not try the same thing twice.`,
  paper: "Wing and Gong 1993, Testing and verifying concurrent objects; Lowe 2017",
  hints: [
    "Which operations can come first? Those before which no other had ended.",
    "Take one of these, if it fits: a read only if it returns the current value. Then go on with the rest.",
    "Remember which sets of operations, together with the value that they left, have already failed.",
  ],
  test({ linear }, grading) {
    const check = level("linearizable");
    const truth = (history: Memory) => {
      const verdict = check.check(history);
      return { holds: verdict.verdict === "ok", words: [] };
    };
    sameVerdict("linearizable", linear, truth, histories(), grading);
  },
};

function* histories(): Generator<Memory> {
  yield memory("0 w x 1, 1 r x 1");
  yield memory("0 w x 1, 1 r x -");
  yield memory("0 w x 1 & 1 r x -");
  yield memory("0 w x 1 & 1 r x 1, 0 r x -");
  for (let seed = 1; seed <= 250; seed++) {
    yield draw(seed, { processes: 3, operations: 6, keys: ["x"], stale: 0.25 });
  }
  for (let seed = 1; seed <= 20; seed++) {
    yield draw(seed, { processes: 4, operations: 16, keys: ["x"], stale: 0.1 });
  }
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
