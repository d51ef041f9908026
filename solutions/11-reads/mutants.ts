/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/11-reads/answers.ts";
import { indexMutants } from "./mutants/index.ts";
import { leaseMutants } from "./mutants/leases.ts";
import { numberMutants } from "./mutants/numbers.ts";
import { responderMutants } from "./mutants/responders.ts";
import { rosterMutants } from "./mutants/rosters.ts";
import { wholeMutants } from "./mutants/whole.ts";

const kinds: readonly Mutants<Answers>[] = [
  ...[indexMutants, leaseMutants, responderMutants],
  ...[rosterMutants, wholeMutants, numberMutants],
];

const parts = new Set(kinds.flatMap((kind) => Object.keys(kind) as (keyof Answers)[]));

export const mutants: Mutants<Answers> = Object.fromEntries(
  [...parts].map((part) => [part, Object.assign({}, ...kinds.map((kind) => kind[part]))]),
);
