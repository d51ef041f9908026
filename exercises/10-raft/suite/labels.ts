/** How runs are told: in the words of the book's Raft, or if it is another one, by what it calls its things. @module */

import { labels as book } from "hb/consensus/raft/labels.ts";
import { isMessage } from "hb/consensus/raft/schema.ts";
import type { Labels } from "hb/model/labels.ts";
import { brief } from "./difference.ts";

const words = book as Labels;

/** The labels of all parts. */
export const labels: Labels = {
  ...words,
  state: (state) => isBook(state) ? words.state!(state) : stateLabel(state),
  message: (message) => isBooks(message) ? words.message!(message) : messageLabel(message),
  record: (record) => fieldsOf(record).type in records ? words.record!(record) : brief(record),
  answer(output) {
    const { ok, place } = fieldsOf(output);
    return ok === true && place !== undefined ? `command ${place}` : words.answer!(output);
  },
  routine: (event) => isBooks(event) ? words.routine!(event) : isEmpty(event),
};

type Fields = Record<string, unknown> & { readonly type: string };
const fieldsOf = (data: unknown) => Object(data) as Fields;
const records: Readonly<Record<string, true>> = { vote: true, append: true, snapshot: true };

function isBook(state: unknown): boolean {
  const { log, commitIndex, role } = fieldsOf(state);
  return typeof role === "string" && commitIndex !== undefined && "base" in fieldsOf(log);
}

/** A message of the book's, a timer of its, or an answer. */
function isBooks(event: unknown): boolean {
  const { type, term, result } = fieldsOf(event);
  return isMessage(event) || (type === "answer" && result !== undefined) ||
    (term === undefined && ["election", "heartbeat", "quorum", "send", "transfer"].includes(type));
}

/** The role and the term of a server, if they are where they are usually. */
function stateLabel(state: unknown): string {
  const { role, term } = fieldsOf(state);
  return `${typeof role === "string" ? role.slice(0, 1).toUpperCase() : ""}${term ?? ""}`;
}

/** What a message is called, its term, how many entries it has, and what it says yes or no to. */
function messageLabel(message: unknown): string {
  const { type, term, entries, command, ...rest } = fieldsOf(message);
  const said = Object.entries(rest).find(([, value]) => typeof value === "boolean");
  return [
    type,
    ...(term === undefined ? [] : [`${term}`]),
    ...(command === undefined ? [] : [`${command}`]),
    ...(Array.isArray(entries) && entries.length > 0 ? [`+${entries.length}`] : []),
    ...(said === undefined ? [] : [said[1] === true ? "yes" : "no"]),
  ].join(" ");
}

/** A heartbeat. */
function isEmpty(event: unknown): boolean {
  const { type, entries } = fieldsOf(event);
  return (Array.isArray(entries) && entries.length === 0) || type === "heartbeat";
}
