/** Operations that came whole, in the form of this library: what they ask must be known to the model. @module */

import type { History, Operation } from "../../model/history.ts";
import type { KeyValueInput, KeyValueOutput } from "../spec/key_value.ts";
import type { RegisterInput, RegisterOutput } from "../spec/register.ts";
import { ednText } from "./edn_text.ts";
import { MalformedHistory } from "./event.ts";
import type { Meaning } from "./meaning.ts";
import { keyOf, scalarOf } from "./scalar.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The same operations as those of a register; `lines` says where each stands in its file. */
export function asRegister(
  operations: History,
  lines: readonly number[],
  { nilReads }: Meaning = {},
): Operation<RegisterInput, RegisterOutput>[] {
  const expected = '"input" to be {"type":"read"}, {"type":"write","value":…} or ' +
    '{"type":"cas","from":…,"to":…}, and "output" of a cas to be true or false';
  return reread<RegisterInput, RegisterOutput>(operations, lines, expected, (fields, output) => {
    const { type, value, from, to } = fields;
    const where = fields.key === undefined ? {} : { key: keyOf(fields.key) };
    if (type === "read") {
      const unknown = output === undefined || (output === null && nilReads === "unknown");
      const input = { type, ...where } as const;
      return unknown ? { input } : { input, output: scalarOf(output) };
    }
    if (type === "write" && value !== undefined) {
      return { input: { type, value: scalarOf(value), ...where }, ...told(output) };
    }
    if (type !== "cas" || from === undefined || to === undefined) return undefined;
    if (output !== undefined && typeof output !== "boolean") return undefined;
    const input = { type, from: scalarOf(from), to: scalarOf(to), ...where } as const;
    return output === undefined ? { input } : { input, output };
  });
}

/** The same operations as those of a key–value store. */
export function asKeyValue(
  operations: History,
  lines: readonly number[],
  { nilReads }: Meaning = {},
): Operation<KeyValueInput, KeyValueOutput>[] {
  const expected = '"input" to be {"type":"get","key":"…"}, or "put" or "append" with a "value", ' +
    'all of them texts, and "output" of a get to be a text';
  return reread<KeyValueInput, KeyValueOutput>(operations, lines, expected, (fields, output) => {
    const { type, key, value } = fields;
    if (typeof key !== "string") return undefined;
    if (type === "get") {
      const input = { type, key } as const;
      if (output === undefined || (output === null && nilReads === "unknown")) return { input };
      return typeof output === "string" ? { input, output } : undefined;
    }
    if ((type !== "put" && type !== "append") || typeof value !== "string") return undefined;
    return { input: { type, key, value }, ...told(output) };
  });
}

/** What a write answers is no matter, but that it answers is. */
function told(output: unknown): { readonly output?: "" } {
  return output === undefined ? {} : { output: "" };
}

function reread<I, O>(
  operations: History,
  lines: readonly number[],
  expected: string,
  read: (input: Fields, output: unknown) => { readonly input: I; readonly output?: O } | undefined,
): Operation<I, O>[] {
  return operations.map(({ input, output, ...rest }, i) => {
    const asked = typeof input === "object" && input !== null
      ? read(input as Fields, output)
      : undefined;
    if (asked !== undefined) return { ...rest, ...asked };
    const answer = output === undefined ? "" : ` answered with ${ednText(output)}`;
    throw new MalformedHistory(lines[i]!, expected, ednText(input) + answer);
  });
}
