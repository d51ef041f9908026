/**
 * A register holds one value. It is read, written, and compared-and-set: changed to one value if it holds
 * another.
 *
 * @module
 */

import type { Spec } from "./spec.ts";
import { valueText } from "./value_text.ts";

/** What a register may hold. */
export type Value = string | number | boolean | null;

/** What is asked of a register; of a family of registers when there is a `key`. */
export type RegisterInput =
  & { readonly key?: string | number }
  & (
    | { readonly type: "read" }
    | { readonly type: "write"; readonly value: Value }
    | { readonly type: "cas"; readonly from: Value; readonly to: Value }
  );

/** A read answers the value, a compare-and-set whether it changed it; what a write answers is no matter. */
export type RegisterOutput = Value;

/**
 * A register that starts with `init`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { register } from "hb/check/spec/register.ts";
 *
 * const spec = register(0);
 * assertEquals(spec.step(3, { type: "read" }, 3), [true, 3]);
 * assertEquals(spec.step(3, { type: "read" }, 4), [false, 3]);
 * assertEquals(spec.step(3, { type: "cas", from: 3, to: 5 }, true), [true, 5]);
 * ```
 */
export function register(init: Value = null): Spec<Value, RegisterInput, RegisterOutput> {
  return {
    name: "register",
    init,
    step,
    key: ({ key }) => key ?? "",
    readsOnly: ({ type }, output) => type === "read" || (type === "cas" && output === false),
    asRegister: (input, output) =>
      input.type === "write"
        ? { type: "write", value: input.value }
        : input.type === "read"
        ? { type: "read", value: output }
        : undefined,
    describe,
    describeState: valueText,
  };
}

function step(
  state: Value,
  input: RegisterInput,
  output: RegisterOutput | undefined,
): readonly [boolean, Value] {
  switch (input.type) {
    case "read":
      return [output === undefined || output === state, state];
    case "write":
      return [true, input.value];
    case "cas": {
      const fits = state === input.from;
      return [output === undefined || output === fits, fits ? input.to : state];
    }
  }
}

function describe(input: RegisterInput, output: RegisterOutput | undefined): string {
  const where = input.key === undefined ? "" : ` ${valueText(input.key)}`;
  switch (input.type) {
    case "read":
      return `read${where} → ${output === undefined ? "?" : valueText(output)}`;
    case "write":
      return `write${where} ${valueText(input.value)}`;
    case "cas": {
      const change = `cas${where} ${valueText(input.from)} to ${valueText(input.to)}`;
      return output === undefined
        ? change
        : `${change} ${output ? "succeeds" : "finds another value"}`;
    }
  }
}
