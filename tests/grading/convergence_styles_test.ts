/** Correct answers to exercise 08 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/08-convergence/answers.ts";
import { suite } from "../../exercises/08-convergence/suite.ts";
import { intervalsBy } from "../../solutions/08-convergence/mutants/store_intervals.ts";
import { testStyles } from "./in_styles.ts";
import * as otherwise from "./convergence_otherwise.ts";
import * as texts from "./convergence_texts_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/08-convergence", import.meta.url).href,
  suite,
);

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...otherwise, ...texts },
  "eager to send": { store: texts.parcels(true) },
  "with one partner in a round": { store: texts.parcels(false, true) },
  "with a log and numbers": { store: intervalsBy() },
};

testStyles(suite, right, styles);
