/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/08-convergence/answers.ts";
import { mutants as causal } from "./mutants/causal.ts";
import { mutants as counters } from "./mutants/counters.ts";
import { mutants as deltas } from "./mutants/deltas.ts";
import { mutants as ormap } from "./mutants/ormap.ts";
import { mutants as orset } from "./mutants/orset.ts";
import { mutants as registers } from "./mutants/registers.ts";
import { mutants as sequence } from "./mutants/sequence.ts";
import { mutants as sessions } from "./mutants/sessions.ts";
import { mutants as store } from "./mutants/store.ts";

export const mutants: Mutants<Answers> = {
  causal,
  counters,
  registers,
  orset,
  deltas,
  ormap,
  sequence,
  sessions,
  store,
};
