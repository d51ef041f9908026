/** What a register promises, where a reader may write one value twice. @module */

import { linearizable as check } from "../../../check/linearizable/check.ts";
import { register, type RegisterInput, type RegisterOutput } from "../../../check/spec/register.ts";
import type { History } from "../../../model/history.ts";
import { type Invariant, whenOneEnds } from "../../../model/invariant.ts";

/** How much is searched at each step; a session in which nothing is found within it goes on. */
const BUDGET = { steps: 20_000 };

/** Every operation takes effect at one moment between its call and its end. */
export const linearizable: Invariant<unknown> = whenOneEnds({
  name: "linearizable",
  words: "every operation takes effect at one moment between its call and its end",
  check({ history }) {
    const found = check(history as History<RegisterInput, RegisterOutput>, register(), BUDGET);
    if (found.verdict !== "violation") return undefined;
    return { words: "no order of the operations explains what clients were answered", nodes: [] };
  },
});
