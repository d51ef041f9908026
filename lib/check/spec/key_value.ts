/** A key–value store: each key holds a text that is read, replaced, or appended to. @module */

import { encode } from "../../model/encode.ts";
import type { Spec } from "./spec.ts";

/** What a key may hold: most often a text, which is all that can be appended to. */
export type Stored = string | number | boolean;

/** What is asked of a store. */
export type KeyValueInput =
  & { readonly key: string | number }
  & (
    | { readonly type: "get" }
    | { readonly type: "put"; readonly value: Stored }
    | { readonly type: "append"; readonly value: string }
  );

/** A get answers what the key holds; what the others answer is no matter. */
export type KeyValueOutput = Stored;

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
export function keyValue(init: Stored = ""): Spec<Stored, KeyValueInput, KeyValueOutput> {
  return {
    name: "key–value store",
    init,
    step,
    key: ({ key }) => key,
    readsOnly: ({ type }) => type === "get",
    overwrites: ({ type }) => type === "put",
    // A text that nothing replaces only grows.
    mayYetFit: (state, _, output) => String(output).startsWith(String(state)),
    asRegister: (input, output) =>
      input.type === "put"
        ? { type: "write", value: input.value }
        : input.type === "get"
        ? { type: "read", value: output }
        : undefined,
    describe,
    describeState: encode,
  };
}

function step(
  state: Stored,
  input: KeyValueInput,
  output: KeyValueOutput | undefined,
): readonly [boolean, Stored] {
  switch (input.type) {
    case "get":
      return [output === undefined || output === state, state];
    case "put":
      return [true, input.value];
    case "append":
      return [true, String(state) + input.value];
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
