/** That clients see each key as if it were in one place, looked at whenever one of them is answered. @module */

import { linearizable } from "../../check/linearizable/check.ts";
import { register, type RegisterInput, type Value } from "../../check/spec/register.ts";
import type { History, Operation } from "../../model/history.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import { asRegister } from "../storms/as_register.ts";
import type { Asked } from "./requests.ts";
import { asked } from "./requests.ts";

/** A history that cannot be decided with so many steps is let pass: what a reader asks is far below. */
const STEPS = 20_000;

/** Every operation on a key takes effect at one moment between its call and its answer. */
export const linearizableSoFar: Invariant<unknown> = remembering<unknown, { answered: number }>({
  name: "linearizability",
  words: "every operation on a key takes effect at one moment between its call and its answer",
  memory: () => ({ answered: 0 }),
  check({ history }, memory) {
    const answered = history.filter(({ outcome }) => outcome === "ok");
    if (answered.length === memory.answered) return undefined;
    memory.answered = answered.length;
    const found = linearizable(onKeys(history), register(null), { steps: STEPS });
    if (found.verdict !== "violation") return undefined;
    const last = answered.reduce((a, b) => b.endedAt >= a.endedAt ? b : a);
    const said = (last.output as { readonly value?: unknown }).value ?? "nothing there";
    const words = `${asked(last.input)}: ${said}, which no order of what was asked allows`;
    return { words, nodes: [] };
  },
});

/** What was asked of keys: orders change nothing that clients see. */
function onKeys(history: History): Operation<RegisterInput, Value>[] {
  return history.flatMap(({ input, output, ...rest }) => {
    const it = input as Asked;
    if ("wish" in it || it.type === "scan") return [];
    const value = (output as { readonly value: Value } | undefined)?.value;
    return [{
      ...rest,
      input: asRegister(it),
      ...(value === undefined ? {} : { output: value }),
    }];
  });
}
