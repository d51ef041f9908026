/** How runs of a store of ranges are told. @module */

import { inWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { GroupMessage, GroupTimer, Operation } from "../given.ts";
import { operationInWords } from "./range_words.ts";

const most = 90;

/** An empty value can be seen. */
function quoted(operation: Operation): Operation {
  const told = { ...operation } as { value?: string; expected?: string | null };
  if (told.value === "") told.value = `""`;
  if (told.expected === "") told.expected = `""`;
  return told as Operation;
}

/** The words. */
export const storeLabels: Labels<unknown, Tagged, Tagged, unknown> = {
  node: (node) => `node ${node}`,
  message(message) {
    if (message.type !== "group") return inWords(message, most);
    const { group, message: inner } = message as GroupMessage;
    return `group ${group}: ${inner.type}`;
  },
  timer: (timer) =>
    timer.type === "group" ? `group ${(timer as GroupTimer).key}` : inWords(timer, most),
  request(input) {
    const { type, at, child } = input as { type: string; at?: string; child?: number };
    return type === "askSplit"
      ? `split at "${at}": group ${child}`
      : operationInWords(quoted(input as Operation));
  },
  answer: (answer) => inWords(answer, most),
  routine: ({ type }) => type === "group",
};
