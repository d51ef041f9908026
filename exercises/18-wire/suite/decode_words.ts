/** What comes of a decoder, in words, and why it must be otherwise. @module */

import type { Message } from "../given.ts";
import { FIELDS } from "./decode_fields.ts";
import { REFUSED } from "./saying.ts";

/** Text in which whatever cannot be seen is escaped. */
const textInWords = (text: string) =>
  JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A message, with its fields in the order of their names. */
export function inWords(value: unknown): string {
  if (typeof value === "bigint") return `${value}`;
  if (value instanceof Uint8Array) return `bytes ${value.toHex() || "(none)"}`;
  if (Array.isArray(value)) {
    return value.length > 40
      ? `[${value.length} numbers, ${value.at(-1)}]`
      : `[${value.map(inWords).join(", ")}]`;
  }
  if (typeof value === "number") return `${value} (no bigint)`;
  if (typeof value !== "object" || value === null) {
    if (typeof value === "string" && value !== REFUSED) return textInWords(value);
    return value === REFUSED ? REFUSED : JSON.stringify(value) ?? "nothing";
  }
  // A message may be very deep.
  let depth = 0, message = value as Message;
  while (Object.keys(message).join() === "inner" && typeof message.inner === "object") {
    message = message.inner as Message;
    depth++;
  }
  const fields = Object.keys(message).sort().map((name) => `${name}: ${inWords(message[name])}`);
  return `${depth > 0 ? `inner ${depth} deep, ` : ""}{ ${fields.join(", ")} }`;
}

const WHY = {
  unsigned: "of a number that comes several times the last counts, and it is read exactly",
  signed: "a number with a sign is read exactly, by unzigzag; the last counts",
  text:
    "text is what its bytes stand for in UTF-8, a mark at its beginning (\\ufeff) among it; the last counts",
  bytes: "bytes are those that were written; the last counts",
  message:
    "messages in messages that come several times are merged: what a later one has is taken as if it " +
    "stood in the first (section 18.4)",
  list:
    "numbers of a list are added, one after the other, however they are written; a list that comes as 2 " +
    "without numbers has come, and is empty",
} as const;

/** The rule about the first field that is wrong. */
export function whyOf(came: unknown, must: Message | string): string {
  if (came === REFUSED) {
    return "these bytes break no rule: what is not known, or is written otherwise than its type wants, is " +
      "passed over, by the length that its way of writing has (section 18.4)";
  }
  if (typeof must === "string" || typeof came !== "object" || came === null) {
    return "it gives a message";
  }
  const found = came as Message;
  for (const { name, type } of Object.values(FIELDS)) {
    const [is, right] = [found[name], must[name]];
    if (inWords(is) === inWords(right)) continue;
    if (right === undefined) {
      return "what has not come, as its type wants it, is not in the message";
    }
    const isInner = type === "message" && is !== undefined && typeof is === "object";
    const before = isInner ? `${WHY.message}; in it, ` : "";
    return `${before}${isInner ? whyOf(is, right as Message) : WHY[type]}`;
  }
  return "only what is known is in the message";
}
