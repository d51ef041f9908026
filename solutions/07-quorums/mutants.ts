import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/07-quorums/answers.ts";
export const mutants: Mutants<Answers> = {};
