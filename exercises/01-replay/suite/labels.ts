/** How runs of the office are told in pictures. Whatever has no words here is told by its fields. @module */

import type { Labels } from "hb/model/labels.ts";
import { type Message, OFFICE, type State, type Timer } from "../office.ts";
import { bookInWords, called } from "./told.ts";

/** A protocol of a reader's own may have other messages: what has no words is told by its fields. */
const NO_WORDS = undefined as unknown as string;

/** The words of the office. */
export const labels: Labels<State, Message, Timer, State> = {
  node: (node) => node === OFFICE ? "office" : `branch ${node}`,
  client: (process) => `finder ${process + 1}`,
  request: (thing) => called(String(thing)),
  answer: (ticket) => `ticket ${ticket}`,
  message: messageLabel,
  timer: () => "no ticket yet",
  state: stateLabel,
  record: recordLabel,
  colours: { register: 0, ticket: 1, found: 2 },
};

/** In parts 1 to 7 a record is a whole state; those of a reader's own are told by their fields. */
function recordLabel(record: State): string {
  return record?.open instanceof Map && record.branches instanceof Map ? "its state" : NO_WORDS;
}

/** The type of a message first: these words stand under the pointer, too. */
function messageLabel(message: Message): string {
  switch (message.type) {
    case "found":
      return message.thing === undefined ? NO_WORDS : `found ${called(message.thing)}`;
    case "register":
      return message.thing === undefined
        ? NO_WORDS
        : `register ${message.call}: ${called(message.thing)}${overWords(message.below)}`;
    case "ticket":
      return message.ticket === undefined
        ? NO_WORDS
        : `ticket ${message.ticket} of call ${message.call}`;
    default:
      return NO_WORDS;
  }
}

/** Which calls are over; there is little room, so nothing is said where none is. */
function overWords(below: number): string {
  return below > 1 ? `, below ${below}` : "";
}

function stateLabel({ book, open }: Partial<State>): string | undefined {
  if (open !== undefined && open.size > 0) return `open: ${[...open.keys()].join(", ")}`;
  return book === undefined || book.length === 0 ? undefined : `book: ${bookInWords(book)}`;
}
