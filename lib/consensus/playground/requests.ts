/** What a reader may ask of nodes that replicate a map of keys and values, and what is told of it. @module */

import type { Command, Field, Request } from "../../kit/playground.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { KeyValueCommand } from "../../replicated/state_machine/key_value.ts";

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

/** An operator wants this node to lead. */
export interface Transfer {
  /** Its type. */
  readonly type: "transfer";
  /** The node. */
  readonly to: NodeId;
}

/** The leader, if the node knows it, is asked to let the node lead instead. */
export const commands: Readonly<Record<"transfer", Command<Transfer>>> = {
  transfer: {
    letter: "T",
    title: "Leadership",
    label: "Pass leadership to",
    button: "Transfer",
    message: (node) => ({ type: "transfer", to: node }),
    told: (node) => `node ${node} is to lead`,
  },
};

/** What a command says, in very few letters. */
export function commandText(command: unknown): string {
  const { type, key, value } = command as KeyValueCommand & { readonly value?: string };
  return type === "put" ? `${key}=${value}` : `${key}?`;
}

/** What a client asks. */
export function asked(input: unknown): string {
  const command = input as KeyValueCommand;
  return command.type === "put"
    ? `put ${command.key} = ${command.value}`
    : `${command.type} ${command.key}`;
}

/** What it is answered. */
export function answered(output: unknown): string {
  const answer = output as Answer;
  if (!answer.ok) return answer.why;
  if (answer.result === null) return "done";
  return answer.result === "" ? "nothing there" : String(answer.result);
}
