/** How part 2 is judged. @module */

import { causalOrder } from "hb/check/memory/causality.ts";
import { memoryOf } from "hb/check/memory/memory.ts";
import { frozen } from "hb/grade/frozen.ts";
import type { Part } from "hb/grade/suite.ts";
import { inWords, memory } from "../memory.ts";
import type { Subject } from "../subject.ts";
import { draw } from "./draw.ts";

export const orderPart: Part<Subject> = {
  number: 2,
  name: "order",
  title: "what can have caused what",
  points: 10,
  statement:
    `The causal order of a history of a memory: each process's own order, from each write to
the reads that returned its value, and whatever follows. It is happened-before of chapter 2, with values
in place of messages. All checkers of weak consistency begin with it.`,
  paper: "Ahamad et al. 1995, Causal memory, section 2",
  hints: [
    "Which operations come directly before a read? Before a write?",
    "The previous operation of the same process; and for a read, the write of its register with its value.",
    "Walk back from b along these until you meet a. A history may have circles: do not walk in them.",
  ],
  test({ order }, grading) {
    const drawing = { processes: 3, operations: 9, keys: ["x", "y"], stale: 0.3 };
    const drawn = Array.from({ length: 60 }, (_, seed) => draw(seed + 1, drawing));
    const circle = frozen(memory("0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2"));
    for (const history of [...drawn, circle]) {
      const truth = causalOrder(memoryOf(history));
      for (let a = 0; a < history.length; a++) {
        for (let b = 0; b < history.length; b++) {
          const [found, right] = [order(history, a, b), truth.has(a, b)];
          grading.expect(
            found === right,
            `operation ${a} ${
              right ? "comes" : "does not come"
            } before operation ${b}, counted from 0, in ` +
              inWords(history),
          );
        }
      }
    }
  },
};
