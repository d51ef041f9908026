/** How part 5 is judged. @module */

import { level } from "hb/check/levels.ts";
import type { Part } from "hb/grade/suite.ts";
import { type Memory, memory } from "../memory.ts";
import type { Subject } from "../subject.ts";
import { sameVerdict } from "./compare.ts";
import { draw } from "./draw.ts";

export const causalPart: Part<Subject> = {
  number: 5,
  name: "causal",
  title: "causal convergence, by its bad patterns",
  points: 20,
  statement: `To look for an order of visibility and of arbitration would be to search again. For
histories in which each value is written once no search is needed: a history is causally convergent
exactly when four patterns do not occur in it, and each can be looked for in polynomial time. They stand
in the stub. The last one says: if a read knew of two writes and returned the second, everyone must
arbitrate them so, and all that must be arbitrated must fit together.`,
  paper: "Bouajjani, Enea, Guerraoui, Hamza 2017, On verifying causal consistency, table 2",
  hints: [
    "Compute the causal order once, as a table of pairs.",
    "Add the pairs (w₁, w₂) of the last pattern to the pairs of the causal order.",
    "Close it again (from a to b and from b to c makes a to c), and look for an a that comes before itself.",
  ],
  test({ causal }, grading) {
    const check = level("causal+");
    const truth = (history: Memory) => {
      const verdict = check.check(history);
      const words = verdict.verdict === "violation" ? verdict.words : [];
      return { holds: verdict.verdict === "ok", words };
    };
    sameVerdict("causally convergent", causal, truth, histories(), grading);
  },
};

function* histories(): Generator<Memory> {
  yield memory("0 w x 1, 1 r x 7");
  yield memory("0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2");
  yield memory("0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -");
  yield memory("0 w x 1, 1 w x 2, 0 r x 2, 1 r x 1");
  yield memory("0 w x 1, 0 r x -");
  yield memory("0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1");
  yield memory("0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1");
  yield memory("0 w x 1, 1 r x -, 1 w y 2, 0 r y 2");
  for (let seed = 1; seed <= 300; seed++) {
    yield draw(seed, { processes: 3, operations: 10, keys: ["x", "y"], stale: 0.3 });
  }
}
