import text from "./failures.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { forgetsSent, rememberNothing } from "./chain_memory.ts";
import { failureRules } from "./chain_rules.ts";
import { type Kind, Line, serversIn } from "./chain_stage.ts";
import { type Code, drawnCases, OPEN, playStages } from "./stage.ts";
import { holds } from "./words.ts";

const kind: Kind = { looks: { store: holds }, why: failureRules };

export const failures = task<Answers>(text, ({ failures }, grading) => {
  const cases = drawnCases(grading, "failures", {
    count: 280,
    nodes: [3, 2, 4, 1, 5, 7],
    weights: {
      ask: 8,
      repeat: 3,
      remove: 1,
      configure: 9,
      confirm: 4,
      next: 20,
      any: 6,
      twice: 4,
      lose: 3,
      stray: 1,
      again: 4,
    },
    longest: 110,
    begins: "configure*4 ask*2 next*2 ask",
    long: [
      { row: "many confirm next*4 configure repeat", times: 36, nodes: 3, more: 100 },
      { row: `configure*3 ${OPEN} remove`, times: 2, nodes: 3, more: 52 },
      { row: "configure*12 ask*2 next*8 remove", times: 12, nodes: 12, more: 52 },
    ],
  });
  playStages(
    {
      words: serversIn,
      stage: (given) => new Line(given, kind),
      code: failures as unknown as Code,
    },
    cases,
    grading,
    () => {
      rememberNothing(failures, grading);
      forgetsSent(failures, grading);
    },
  );
});
