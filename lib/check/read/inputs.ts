/** Operations that came whole, in the form of this library: what they ask must be known to the model. @module */

import { encode } from "../../model/encode.ts";
import type { History, Operation } from "../../model/history.ts";
import type { KeyValueInput, KeyValueOutput } from "../spec/key_value.ts";
import type { RegisterInput, RegisterOutput } from "../spec/register.ts";
import { MalformedHistory } from "./event.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The same operations as those of a register; `lines` says where each stands in its file. */
export function asRegister(
  operations: History,
  lines: readonly number[],
): Operation<RegisterInput, RegisterOutput>[] {
  const expected = '"input" to be {"type":"read"}, {"type":"write","value":…} or ' +
    '{"type":"cas","from":…,"to":…}, and "output" to be what a register holds';
  check(operations, lines, expected, (input, output) => {
    const { type, key } = input;
    if (key !== undefined && typeof key !== "string" && typeof key !== "number") return false;
    if (type === "read") return output === undefined || isScalar(output);
    if (type === "write") return isScalar(input.value);
    return type === "cas" && isScalar(input.from) && isScalar(input.to) &&
      (output === undefined || typeof output === "boolean");
  });
  return operations as Operation<RegisterInput, RegisterOutput>[];
}

/** The same operations as those of a key–value store. */
export function asKeyValue(
  operations: History,
  lines: readonly number[],
): Operation<KeyValueInput, KeyValueOutput>[] {
  const expected = '"input" to be {"type":"get","key":"…"}, or "put" or "append" with a "value", ' +
    'all of them texts, and "output" of a get to be a text';
  check(operations, lines, expected, ({ type, key, value }, output) => {
    if (typeof key !== "string") return false;
    if (type === "get") return output === undefined || typeof output === "string";
    return (type === "put" || type === "append") && typeof value === "string";
  });
  return operations as Operation<KeyValueInput, KeyValueOutput>[];
}

function check(
  operations: History,
  lines: readonly number[],
  expected: string,
  fits: (input: Fields, output: unknown) => boolean,
): void {
  operations.forEach(({ input, output }, i) => {
    if (typeof input === "object" && input !== null && fits(input as Fields, output)) return;
    const answer = output === undefined ? "" : ` answered with ${encode(output)}`;
    throw new MalformedHistory(lines[i]!, expected, encode(input) + answer);
  });
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
