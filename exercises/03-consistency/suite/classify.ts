/** How part 1 is judged. @module */

import { level } from "hb/check/levels.ts";
import type { Part } from "hb/grade/suite.ts";
import { histories, type Level, levels, memory } from "../memory.ts";
import type { Subject } from "../subject.ts";

export const classifyPart: Part<Subject> = {
  number: 1,
  name: "classify",
  title: "which level do these histories keep to",
  points: 15,
  statement:
    `Eight small histories stand in memory.ts. For each of them, the strongest of four levels that it keeps to:
linearizable, sequential, causal memory or PRAM; "none" if it does not even keep to PRAM.

Do it on paper. Look for an order first: one that respects real time (linearizable); one that respects
only each process's own order (sequential); for each process its own order of all writes and its own
reads, with causes before effects (causal memory), or with only each writer's order kept (PRAM).`,
  paper: "Viotti and Vukolić 2016; Ahamad et al. 1995; Lipton and Sandberg 1988",
  hints: [
    "Operations that a comma separates do not overlap: the first had ended before the second began.",
    "For sequential: which write must come before which read, and which read before which write? A circle " +
    "means there is no order.",
    "Two processes that see two concurrent writes in different orders: no single order, but one each.",
  ],
  test({ classify }, grading) {
    const answers = classify();
    for (const [name, text] of Object.entries(histories)) {
      const truth = strongest(text);
      const answer = answers[name as keyof typeof histories];
      grading.expect(
        levels.includes(answer),
        `the answer for ${name} must be one of ${levels.join(", ")}`,
      );
      const weaker = levels.indexOf(answer) > levels.indexOf(truth);
      grading.expect(
        answer === truth,
        `history ${name}, ${text}, keeps to ${
          weaker ? "a stronger level" : "no level as strong"
        } as ${answer}`
          .replace("a stronger level as", "a stronger level than"),
      );
    }
  },
};

function strongest(text: string): Level {
  const held = levels.find((name) =>
    name !== "none" && level(name).check(memory(text)).verdict === "ok"
  );
  return held ?? "none";
}
