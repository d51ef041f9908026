/** Correct answers to exercise 07 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/07-quorums/answers.ts";
import type { Any } from "../../exercises/07-quorums/given.ts";
import { suite } from "../../exercises/07-quorums/suite.ts";
import { fastReads } from "../../solutions/07-quorums/fast.ts";
import { storeWith } from "../../solutions/07-quorums/store.ts";
import { testStyles } from "./in_styles.ts";
import * as copies from "./quorums_copies_otherwise.ts";
import * as registers from "./quorums_registers_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/07-quorums", import.meta.url).href,
  suite,
);

/** Names that are numbers, with the life in front: the first phase of life 3 is 3,000,001. */
const numbers = {
  protocol: (rules: Any) =>
    storeWith({ ...fastReads, nameOf: ({ life, begun }) => life * 1e6 + begun }, rules),
};

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...copies, ...registers },
  "whose phases are numbers": { store: numbers },
};

testStyles(suite, right, styles);
