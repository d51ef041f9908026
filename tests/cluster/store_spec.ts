/** What a key–value store does, one operation at a time. */

import type { Spec } from "hb/check/spec/spec.ts";

import type { Operation } from "../../tools/kv/operation.ts";

/** A get gives what is there, a cas whether it took place. */
export type Output = string | null | boolean;

type State = string | null;

export const storeSpec: Spec<State, Operation, Output> = {
  name: "key–value store",
  init: null,
  step,
  key: ({ key }) => key,
  readsOnly: ({ type }, output) => type === "get" || (type === "cas" && output === false),
  overwrites: ({ type }) => type === "put" || type === "del",
  describe: (input, output) => `${JSON.stringify(input)} → ${JSON.stringify(output) ?? "?"}`,
};

function step(
  state: State,
  input: Operation,
  output: Output | undefined,
): readonly [boolean, State] {
  switch (input.type) {
    case "get":
      return [output === undefined || output === state, state];
    case "put":
      return [true, input.value];
    case "del":
      return [true, null];
    case "cas": {
      const fits = state === input.expected;
      return [output === undefined || output === fits, fits ? input.value : state];
    }
  }
}
