/** What a key–value store does, one operation at a time. */

import type { Spec } from "hb/check/spec/spec.ts";

export type Input =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "del"; readonly key: string }
  | {
    readonly type: "cas";
    readonly key: string;
    readonly expected: string | null;
    readonly value: string;
  };

/** A get gives what is there, a cas whether it took place. */
export type Output = string | null | boolean;

type State = string | null;

export const storeSpec: Spec<State, Input, Output> = {
  name: "key–value store",
  init: null,
  step,
  key: ({ key }) => key,
  readsOnly: ({ type }) => type === "get",
  overwrites: ({ type }) => type === "put" || type === "del",
  describe: (input, output) => `${JSON.stringify(input)} → ${JSON.stringify(output) ?? "?"}`,
};

function step(state: State, input: Input, output: Output | undefined): readonly [boolean, State] {
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
