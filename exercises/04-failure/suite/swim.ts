import text from "./swim.md" with { type: "text" };
import { allBound } from "hb/grade/members.ts";
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { RunningSwim, SwimOptions } from "../given.ts";
import { sparing } from "./swim_bounds.ts";
import { comings } from "./swim_comings.ts";
import { conforms } from "./swim_conforms.ts";
import { everyOrder } from "./swim_explored.ts";
import { happens } from "./swim_happens.ts";
import { forgetful } from "./swim_memory.ts";
import { goesRound } from "./swim_rounds.ts";
import { tellsEnough } from "./swim_spread.ts";
import { stories } from "./swim_stories.ts";
import { stormy } from "./swim_storms.ts";

export const swim = task<Answers>(text, ({ swim }, grading) => {
  const begin = (options: SwimOptions) =>
    allBound(swim.protocol(options)) as unknown as RunningSwim;
  everyOrder(begin, grading);
  sparing(begin, grading);
  goesRound(begin, grading);
  forgetful(begin, grading);
  for (const story of [...stories, ...comings]) happens(begin, story, grading);
  tellsEnough(begin, grading);
  stormy(begin, grading);
  conforms(begin, grading);
});
