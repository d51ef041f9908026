/** How registers are told in diagrams, whichever store keeps them. @module */

import type { Labels } from "../../model/labels.ts";
import type { Tagged } from "../../model/protocol.ts";
import type { Message as LazyMessage, Update } from "./lazy.ts";
import type { Message as NaiveMessage } from "./naive.ts";
import type { Message as PrimaryMessage } from "./primary.ts";
import type { Ask, Key, Value } from "./register.ts";
import type { Message as SessionMessage } from "./session.ts";
import type { Message as TotalOrderMessage } from "./total_order.ts";

/** The words of all stores. */
export const labels: Labels<unknown, Tagged, Tagged> = {
  client: (process) => `process ${process}`,
  state: stateLabel,
  message: (message) => messageLabel(message as Message),
  messageInFull: (message) => inFull(message as Message),
  stateInFull: (state) => stateLabel(state) ?? "nothing yet",
  timer: ({ type }) => type === "compare" ? "compares" : "catches up",
  request: (ask) => askLabel(ask as Ask),
  answer: (value) => valueLabel(value as Value),
  routine: ({ type }) => type === "compare" || type === "have" || type === "catch up",
  colours: {
    read: 0,
    write: 1,
    update: 2,
    request: 3,
    reply: 4,
    submit: 3,
    order: 2,
    visit: 3,
    served: 4,
    have: 5,
    "catch up": 5,
  },
};

type Message = LazyMessage | NaiveMessage | PrimaryMessage | SessionMessage | TotalOrderMessage;

/** What the copy holds: "x=1 y=2". */
function stateLabel(state: unknown): string | undefined {
  const { registers } = (state instanceof Map ? { registers: state } : state) as {
    readonly registers: ReadonlyMap<Key, Value | Update>;
  };
  const held = [...registers].map(([key, value]) => `${key}=${valueOf(value)}`);
  return held.length === 0 ? undefined : held.sort().join(" ");
}

function valueOf(held: Value | Update): Value {
  return typeof held === "object" && held !== null ? held.value : held;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "read":
    case "write":
      return askLabel(message);
    case "update": {
      const { key, value } = "update" in message ? message.update : message;
      return `${key}=${value}`;
    }
    case "request":
    case "submit":
    case "visit":
      return askLabel(message.ask);
    case "reply":
    case "served":
      return valueLabel(message.result);
    case "order":
      return `${message.number + 1}: ${askLabel(message.entry.ask)}`;
    case "catch up":
      return `have ${message.performed}`;
    case "have":
      return `have ${message.applied.join(" ")}`;
  }
}

/** What the arrow says, and what a node has to know besides; nothing of a message that is not of these stores. */
function inFull(message: Message): string | undefined {
  const label = messageLabel(message) as string | undefined;
  if (label === undefined) return undefined;
  if (message.type === "update" && "update" in message) {
    const { node, sequence, after } = message.update;
    return `update ${label}, write ${sequence} of node ${node}, after ${after.join(" ")}`;
  }
  const after = message.type === "visit" ? `, after ${message.after.join(" ")}` : "";
  return `${message.type} ${label}${after}`;
}

function askLabel(ask: Ask): string {
  return ask.type === "read" ? `${ask.key}?` : `${ask.key}=${ask.value}`;
}

/** A write is answered by nothing, and so is a read of what nobody has written. */
function valueLabel(value: Value): string {
  return value === null ? "–" : `${value}`;
}
