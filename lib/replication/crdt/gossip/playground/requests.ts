/** What a reader may ask of any replica, and what is told of it. @module */

import type { Field, Request } from "../../../../kit/playground.ts";
import type { Clients } from "../../../../model/clients.ts";
import { type Basket, type BasketUpdate, type BasketValue, click, put, take } from "../basket.ts";
import type { Message, Refused } from "../messages.ts";

/** What is put on the list. */
export const fields: Readonly<Record<"thing", Field>> = {
  thing: {
    label: "Thing",
    usual: "milk",
    pattern: "[A-Za-z0-9]{1,8}",
    words: "1 to 8 letters and digits without accents",
  },
};

/** To put a thing on the list, to take it off, to count one more click, and to look. */
export const requests: Readonly<Record<"put" | "take" | "click" | "look", Request>> = {
  put: {
    letter: "P",
    phrase: "Put milk on the list",
    label: "Put",
    fields: ["thing"],
    input: ({ thing }): BasketUpdate => put(thing!),
    told: (node, { thing }) => `node ${node} is asked to put ${thing} on the list`,
  },
  take: {
    letter: "T",
    phrase: "Take milk off the list",
    label: "Take off",
    fields: ["thing"],
    input: ({ thing }): BasketUpdate => take(thing!),
    told: (node, { thing }) => `node ${node} is asked to take ${thing} off the list`,
  },
  click: {
    letter: "K",
    phrase: "Count a click",
    label: "Click",
    fields: [],
    input: (): BasketUpdate => click,
    told: (node) => `node ${node} is asked to count a click`,
  },
  look: {
    letter: "G",
    phrase: "Look at the list",
    label: "Look",
    fields: [],
    input: () => undefined,
    told: (node) => `node ${node} is asked what is there`,
  },
};

/** How what is asked becomes a message, and what an answer says of it. */
export const clients: Pick<Clients<Message<Basket, BasketUpdate>>, "ask" | "outcome"> = {
  ask: (input) =>
    input === undefined ? { type: "query" } : { type: "update", update: input as BasketUpdate },
  outcome: (answer) => refusalIn(answer) === undefined ? "ok" : "fail",
};

/** What a client has asked. */
export function asked(input: unknown): string {
  if (input === undefined) return "what is there";
  const { part, update } = input as BasketUpdate;
  return part === "clicks"
    ? "a click"
    : `${update.type === "add" ? "put" : "take"} ${update.element}`;
}

/** What it was answered. */
export function answered(output: unknown): string {
  if (output === null) return "done";
  return refusalIn(output) ?? valueInWords(output as BasketValue);
}

function refusalIn(answer: unknown): string | undefined {
  return (answer as Partial<Refused> | null)?.refused;
}

/** What is seen of a list. */
export function valueInWords({ clicks, basket }: BasketValue): string {
  const things = [...basket].sort().join(", ") || "nothing";
  return clicks === 0 ? things : `${things}; ${clicks === 1 ? "1 click" : `${clicks} clicks`}`;
}
