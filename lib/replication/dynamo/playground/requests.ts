/** What a reader may ask of any node, and what is told of it. @module */

import type { Field, Request } from "../../../kit/playground.ts";
import type { Failed, Got } from "../messages.ts";
import type { Value } from "../versions/copy.ts";
import type { Wish } from "../wishes.ts";

const word = {
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits without accents",
};

/** The key and the value of the form. */
export const fields: Readonly<Record<"key" | "value", Field>> = {
  key: { label: "Key", usual: "cart", ...word },
  value: { label: "Value", usual: "1", ...word },
};

type Words = Readonly<Record<string, string>>;

/** Where a wish is asked is said by the act, and nothing here looks at it. */
const at = 0;

/** To put in the place of what is there, or beside it; to get; to delete. */
export const requests: Readonly<Record<"put" | "add" | "get" | "delete", Request>> = {
  put: {
    letter: "P",
    phrase: "Put a value",
    label: "Put",
    fields: ["key", "value"],
    input: ({ key, value }: Words): Wish => ({ at, change: key!, value: value! }),
    told: (node, { key, value }) => `node ${node} is asked to put ${key} = ${value}`,
  },
  add: {
    letter: "A",
    phrase: "Put a value unread",
    label: "Put unread",
    fields: ["key", "value"],
    input: ({ key, value }: Words): Wish => ({ at, add: key!, value: value! }),
    told: (node, { key, value }) =>
      `node ${node} is asked to put ${key} = ${value} by who has read nothing`,
  },
  get: {
    letter: "G",
    phrase: "Get the values",
    label: "Get",
    fields: ["key"],
    input: ({ key }: Words): Wish => ({ at, get: key! }),
    told: (node, { key }) => `node ${node} is asked for ${key}`,
  },
  delete: {
    letter: "D",
    phrase: "Delete a key",
    label: "Delete",
    fields: ["key"],
    input: ({ key }: Words): Wish => ({ at, change: key!, value: null }),
    told: (node, { key }) => `node ${node} is asked to delete ${key}`,
  },
};

/** What a client has asked. */
export function asked(input: unknown): string {
  const wish = input as Wish;
  if ("change" in wish) {
    return wish.value === null ? `delete ${wish.change}` : `put ${wish.change} = ${wish.value}`;
  }
  if ("add" in wish) return `put ${wish.add} = ${wish.value} unread`;
  return "get" in wish ? `get ${wish.get}` : "something else";
}

/** What it was answered. */
export function answered(output: unknown): string {
  if (output === "begun" || output === "noted" || output === "left") return output;
  const answer = output as Partial<Got & Failed> & { readonly read?: readonly Value[] | null };
  if (answer.failed !== undefined) return answer.failed;
  if (answer.values !== undefined) {
    return answer.values.length === 0 ? "nothing there" : answer.values.join(" and ");
  }
  const read = answer.read ?? [];
  return read.length === 0 ? "done" : `done, in the place of ${read.join(" and ")}`;
}
