/** What bytes stand for, by the rules of part 3. @module */

import type { Message } from "../given.ts";
import { FIELDS } from "./decode_fields.ts";
import { numberAt } from "./varints.ts";

/** What must come, and how many fields there are until then. */
export interface Right {
  readonly message?: Message;
  /** Why there is none. */
  readonly why?: string;
  readonly fields: number;
}

class Refused extends Error {}

/** Messages in messages are never deeper. */
export const DEEPEST = 100;

/** What must come of bytes. */
export function right(bytes: Uint8Array, deepest: number): Right {
  const count = { fields: 0 };
  try {
    const message = messageOf(bytes, Math.min(deepest, DEEPEST), count);
    return { message, fields: count.fields };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { why: error.message, fields: count.fields };
  }
}

type Values = Record<string, Message[string]>;

function messageOf(
  bytes: Uint8Array,
  deepest: number,
  count: { fields: number },
  values: Values = {},
): Message {
  let at = 0;
  const number = (): bigint => {
    const found = numberAt(bytes, at);
    if (typeof found === "string") throw new Refused(`a number: ${found}`);
    at = found.end;
    return found.value;
  };
  const piece = (length: bigint): Uint8Array => {
    if (length > BigInt(bytes.length - at)) {
      throw new Refused(
        `${length} bytes must follow, and ${bytes.length - at} are left of the message`,
      );
    }
    at += Number(length);
    return bytes.subarray(at - Number(length), at);
  };
  while (at < bytes.length) {
    const tag = number(), field = tag / 8n, form = Number(tag % 8n);
    if (field < 1n || field >= 2n ** 29n) {
      throw new Refused("fields have numbers from 1 to 2^29 - 1");
    }
    count.fields++;
    const { name, type } = Object.hasOwn(FIELDS, Number(field)) ? FIELDS[Number(field)]! : {};
    if (form === 0) {
      const value = number();
      if (type === "unsigned") values[name!] = value;
      else if (type === "signed") {
        values[name!] = value % 2n === 0n ? value / 2n : -(value + 1n) / 2n;
      } else if (type === "list") listOf(values, name!).push(value);
    } else if (form === 1) piece(8n);
    else if (form === 5) piece(4n);
    else if (form === 2) delimited(values, piece(number()), Number(field), deepest, count);
    else throw new Refused(`fields are written as 0, 1, 2 or 5, and not as ${form}`);
  }
  return values;
}

/** A field that is written as so many bytes. */
function delimited(
  values: Values,
  part: Uint8Array,
  field: number,
  deepest: number,
  count: { fields: number },
): void {
  const { name, type } = Object.hasOwn(FIELDS, field) ? FIELDS[field]! : {};
  if (type === "bytes") values[name!] = part;
  else if (type === "text") values[name!] = textOf(part);
  else if (type === "message") {
    if (deepest === 0) {
      throw new Refused(
        "messages in messages are only so deep as is allowed, and at most 100 deep, whatever is: a deeper one " +
          "is refused, before it is at the end of the stack",
      );
    }
    values[name!] = messageOf(part, deepest - 1, count, values[name!] as Values | undefined);
  } else if (type === "list") {
    const list = listOf(values, name!);
    for (let i = 0; i < part.length;) {
      const found = numberAt(part, i);
      if (typeof found === "string") throw new Refused(`a number of a list: ${found}`);
      list.push(found.value);
      i = found.end;
    }
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("text is good UTF-8: what is not is refused, and not mended");
  }
}

/** The list of this name, which begins empty. */
function listOf(values: Values, name: string): bigint[] {
  const list = (values[name] ?? []) as bigint[];
  values[name] = list;
  return list;
}
