/** What a reader may ask of Raft's nodes. @module */

import type { Command, Field, Request } from "../../../kit/playground.ts";
import type { KeyValueCommand } from "../../../replicated/state_machine/key_value.ts";
import type { Message } from "../messages.ts";

const word = {
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits without accents",
};

/** The key and the value of the form. */
export const fields: Readonly<Record<"key" | "value", Field>> = {
  key: { label: "Key", usual: "x", ...word },
  value: { label: "Value", usual: "1", ...word },
};

/** To put a value, and to read one through the log. */
export const requests: Readonly<Record<"put" | "get", Request>> = {
  put: {
    letter: "P",
    phrase: "Put a value",
    label: "Put",
    fields: ["key", "value"],
    input: ({ key, value }): KeyValueCommand => ({
      type: "put",
      key: key!,
      value: value!,
    }),
    told: (node, { key, value }) => `node ${node} is asked to put ${key} = ${value}`,
  },
  get: {
    letter: "G",
    phrase: "Get a value",
    label: "Get",
    fields: ["key"],
    input: ({ key }): KeyValueCommand => ({ type: "get", key: key! }),
    told: (node, { key }) => `node ${node} is asked for ${key}`,
  },
};

/** The leader, if the node knows it, is asked to let the node lead instead. */
export const commands: Readonly<Record<"transfer", Command<Message>>> = {
  transfer: {
    letter: "T",
    title: "Leadership",
    label: "Pass leadership to",
    button: "Transfer",
    message: (node) => ({ type: "transfer", to: node }),
    told: (node) => `node ${node} is to lead`,
  },
};
