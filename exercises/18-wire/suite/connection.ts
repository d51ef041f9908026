import text from "./connection.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { pairs, smaller } from "./connection_cases.ts";
import { byHand } from "./connection_hand.ts";
import type { Case } from "./connection_case.ts";
import { run } from "./connection_runs.ts";
import { inTheSameWay } from "./same_way.ts";

export const connection = task<Answers>(text, ({ connection }, grading) => {
  const judge = (each: Case) => run(connection, each, grading);
  const weigh = ({ script }: Case) => 1 + (script.length >> 4);
  grading.busyWith(() => "one side, with frames that are written by hand");
  const hand = inTheSameWay(judge, smaller), both = inTheSameWay(judge, smaller);
  grading.forAll(byHand(), hand.judge, hand.smaller, weigh);
  grading.busyWith(() => "two sides, the other one yours or the book's");
  grading.forAll(pairs(grading), both.judge, both.smaller, weigh);
});
