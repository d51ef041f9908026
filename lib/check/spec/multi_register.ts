/**
 * Registers that are read and written together: an operation is a transaction of reads and writes that
 * takes effect at once. Knossos calls it a multi-register.
 *
 * @module
 */

import type { Value } from "./register.ts";
import type { Spec } from "./spec.ts";
import { valueText } from "./value_text.ts";

/** A read or a write of one register. */
export type MultiRegisterAccess =
  | { readonly type: "read"; readonly key: string | number }
  | { readonly type: "write"; readonly key: string | number; readonly value: Value };

/** What is asked: reads and writes, in their order. */
export type MultiRegisterInput = readonly MultiRegisterAccess[];

/** What each access found, in the same order; `undefined` for writes, and where nobody saw it. */
export type MultiRegisterOutput = readonly (Value | undefined)[];

/** What each register holds that is not nil. */
export type MultiRegisterState = ReadonlyMap<string | number, Value>;

/**
 * Registers that start with `init`; those that it does not name start with nil.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { multiRegister } from "hb/check/spec/multi_register.ts";
 *
 * const spec = multiRegister(new Map([["x", 0]]));
 * const swap = [{ type: "read", key: "x" }, { type: "write", key: "y", value: 1 }] as const;
 * assertEquals(spec.step(spec.init, swap, [0, undefined]), [true, new Map([["x", 0], ["y", 1]])]);
 * assertEquals(spec.step(spec.init, swap, [1, undefined]), [false, spec.init]);
 * ```
 */
export function multiRegister(
  init: MultiRegisterState = new Map(),
): Spec<MultiRegisterState, MultiRegisterInput, MultiRegisterOutput> {
  return {
    name: "multi-register",
    init,
    step,
    readsOnly: (input) => input.every(({ type }) => type === "read"),
    describe,
    describeState: (state) =>
      `{${[...state].map(([key, value]) => `${valueText(key)} ${valueText(value)}`).join(", ")}}`,
  };
}

function step(
  state: MultiRegisterState,
  input: MultiRegisterInput,
  output: MultiRegisterOutput | undefined,
): readonly [boolean, MultiRegisterState] {
  let next: Map<string | number, Value> | undefined;
  for (let i = 0; i < input.length; i++) {
    const access = input[i]!;
    if (access.type === "read") {
      const found = output?.[i];
      const held = (next ?? state).get(access.key) ?? null;
      if (found !== undefined && found !== held) return [false, state];
    } else {
      next ??= new Map(state);
      // Equal states must be equal as data.
      if (access.value === null) next.delete(access.key);
      else next.set(access.key, access.value);
    }
  }
  return [true, next ?? state];
}

function describe(input: MultiRegisterInput, output: MultiRegisterOutput | undefined): string {
  return input.map((access, i) => {
    const key = valueText(access.key);
    if (access.type === "write") return `write ${key} ${valueText(access.value)}`;
    const found = output?.[i];
    return `read ${key} → ${found === undefined ? "?" : valueText(found)}`;
  }).join(", ");
}
