import text from "./store.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { asksAgain, oneDown } from "./store_asks.ts";
import { calm, manyRegisters, nothingAgain, savesLittle } from "./store_bounds.ts";
import { conforms } from "./store_conforms.ts";
import { largeOnes } from "./store_large.ts";
import { numbers } from "./store_numbers.ts";
import { smallOnes } from "./store_small.ts";
import { storms } from "./store_storms.ts";
import { stories } from "./store_stories.ts";
import { bare, begins } from "./store_world.ts";

export const store = task<Answers>(text, ({ store }, grading) => {
  const begin = begins(store);
  smallOnes(bare(store), grading);
  stories(begin, grading);
  numbers(begin, grading);
  largeOnes(begin, grading);
  calm(begin, grading);
  nothingAgain(begin, grading);
  oneDown(begin, grading);
  asksAgain(begin, grading);
  savesLittle(begin, grading);
  manyRegisters(begin, grading);
  storms(begin, grading);
  conforms(begin, grading);
});
