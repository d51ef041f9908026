/** A key–value store: each key holds a text that is read, replaced, or appended to. @module */

import { encode } from "../../model/encode.ts";
import type { Spec } from "./spec.ts";

/** What is asked of a store. */
export type KeyValueInput =
  & { readonly key: string }
  & (
    | { readonly type: "get" }
    | { readonly type: "put"; readonly value: string }
    | { readonly type: "append"; readonly value: string }
  );

/** A get answers the text; what the others answer is no matter. */
export type KeyValueOutput = string;

/**
 * A store whose keys each start with `init`; keys are independent, so the state is that of one key.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { keyValue } from "hb/check/spec/key_value.ts";
 *
 * const spec = keyValue();
 * const [, next] = spec.step("ab", { type: "append", key: "x", value: "c" }, undefined);
 * assertEquals(spec.step(next, { type: "get", key: "x" }, "abc"), [true, "abc"]);
 * ```
 */
export function keyValue(init = ""): Spec<string, KeyValueInput, KeyValueOutput> {
  return {
    name: "key–value store",
    init,
    step,
    key: ({ key }) => key,
    readsOnly: ({ type }) => type === "get",
    overwrites: ({ type }) => type === "put",
    // A text that nothing replaces only grows.
    mayYetFit: (state, _, output) => output.startsWith(state),
    describe,
  };
}

function step(
  state: string,
  input: KeyValueInput,
  output: KeyValueOutput | undefined,
): readonly [boolean, string] {
  switch (input.type) {
    case "get":
      return [output === undefined || output === state, state];
    case "put":
      return [true, input.value];
    case "append":
      return [true, state + input.value];
  }
}

function describe(input: KeyValueInput, output: KeyValueOutput | undefined): string {
  switch (input.type) {
    case "get":
      return `get ${encode(input.key)} → ${output === undefined ? "?" : encode(output)}`;
    case "put":
      return `put ${encode(input.key)} ${encode(input.value)}`;
    case "append":
      return `append ${encode(input.key)} ${encode(input.value)}`;
  }
}
