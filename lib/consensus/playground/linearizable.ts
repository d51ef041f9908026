/** That clients see one copy, looked at whenever one of them is answered. @module */

import { linearizable as check } from "../../check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "../../check/spec/key_value.ts";
import type { Operation } from "../../model/history.ts";
import { type Invariant, whenOneEnds } from "../../model/invariant.ts";
import type { Answer } from "../../replicated/requests.ts";

/** How much is searched at each step; a session in which nothing is found within it goes on. */
const BUDGET = { steps: 20_000 };

/** Every operation takes effect at one moment between its call and its answer. */
export const linearizable: Invariant<unknown> = whenOneEnds({
  name: "linearizability",
  words: "every operation takes effect at one moment between its call and its answer",
  check({ history }) {
    const operations = history.map((operation) => {
      const { output, ...rest } = operation as Operation<KeyValueInput, Answer>;
      return output?.ok ? { ...rest, output: output.result as string } : rest;
    });
    const found = check(operations, keyValue(), BUDGET);
    if (found.verdict !== "violation") return undefined;
    return { words: "no order of the operations explains what clients were answered", nodes: [] };
  },
});
