/** Correct answers to exercise 06 in other styles than the solution's. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/06-chains/answers.ts";
import { rightChain, rightStraight } from "../../exercises/06-chains/suite/right_chain.ts";
import { rightCraq } from "../../exercises/06-chains/suite/right_craq.ts";
import { rightFenced } from "../../exercises/06-chains/suite/right_fenced.ts";
import { rightForward } from "../../exercises/06-chains/suite/right_forward.ts";
import { rightTransfer } from "../../exercises/06-chains/suite/right_transfer.ts";
import { rightViews } from "../../exercises/06-chains/suite/right_views.ts";
import { suite } from "../../exercises/06-chains/suite.ts";
import { testStyles } from "./in_styles.ts";
import { backwards, inClasses, patient } from "./chains_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/06-chains", import.meta.url).href,
  suite,
);

/** What judges must do keeps whole histories, which answers must not: of theirs only the rest is right. */
const FORGET = "what is over must not be remembered";
const histories: Partial<Answers> = {
  forward: rightForward,
  views: rightViews,
  fenced: rightFenced,
  transfer: rightTransfer,
  straight: rightStraight,
  failures: rightChain(true),
  grow: rightChain(true),
  craq: rightCraq,
};

for (const part of suite.parts.filter(({ name }) => name in histories)) {
  Deno.test(`${part.name}, as whole histories, does all that it must, and remembers too much`, () => {
    const { words = FORGET } = gradePart(part, { ...right, ...histories }, { shrinkRuns: 0 });
    assertEquals(words.startsWith(FORGET), true, words);
  });
}

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "which sends and answers in the opposite order": backwards(right),
  "which takes its time": patient(right),
  "written as classes": inClasses,
};

testStyles(suite, right, styles);
