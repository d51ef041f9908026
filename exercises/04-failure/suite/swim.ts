import text from "./swim.md" with { type: "text" };
import { madeWith } from "hb/grade/members.ts";
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { RunningSwim, SwimOptions } from "../given.ts";
import { sparing } from "./swim_bounds.ts";
import { asChosen, endsForAll } from "./swim_chosen.ts";
import { comings } from "./swim_comings.ts";
import { conforms } from "./swim_conforms.ts";
import { everyOrder } from "./swim_explored.ts";
import { happens } from "./swim_happens.ts";
import { longStories } from "./swim_long_stories.ts";
import { forgetful } from "./swim_memory.ts";
import { goesRound } from "./swim_rounds.ts";
import { tellsEnough } from "./swim_spread.ts";
import { stories } from "./swim_stories.ts";
import { stormy } from "./swim_storms.ts";

export const swim = task<Answers>(text, ({ swim }, grading) => {
  const members = { start: "function", upon: "record", of: "function" } as const;
  const begin = (options: SwimOptions) =>
    madeWith("swim.protocol(…)", swim.protocol(options), members) as unknown as RunningSwim;
  everyOrder(begin, grading);
  sparing(begin, grading);
  goesRound(begin, grading);
  forgetful(begin, grading);
  // In some runs what nodes have in common is looked for, and not in all: that takes long.
  for (const [nth, story] of [...stories, ...comings].entries()) {
    happens(begin, { ...story, alone: nth % 6 !== 0 }, grading);
  }
  tellsEnough(begin, grading);
  for (const story of longStories) {
    happens(begin, { ...story, isLong: true }, grading);
  }
  asChosen(begin, grading);
  endsForAll(begin, grading);
  stormy(begin, grading);
  conforms(begin, grading);
});
