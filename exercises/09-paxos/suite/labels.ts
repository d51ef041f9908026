/** How runs are told: in the words of the book's Paxos, or if it is another one, by what it calls its things. @module */

import { labels as book } from "hb/consensus/paxos/labels.ts";
import type { Labels } from "hb/model/labels.ts";
import { commandLabel } from "hb/replicated/labels.ts";
import type { Ballot } from "../given.ts";
import { label } from "./node.ts";

const words = book as Labels;
type Fields = Record<string, unknown>;
const fieldsOf = (data: unknown) => Object(data) as Fields;

/** The labels of all parts. */
export const labels: Labels = {
  ...words,
  node: (node) => `server ${node}`,
  state: (state) => "wishes" in fieldsOf(state) ? words.state!(state) : undefined,
  stateInFull: (state) => "wishes" in fieldsOf(state) ? words.stateInFull!(state) : undefined,
  message: (message) => isBooks(message) ? words.message!(message) : messageLabel(message),
  timer: (timer) => fieldsOf(timer).type === "retry" ? "tries again" : `${fieldsOf(timer).type}`,
  request: (input) => commandLabel(input),
  answer(output) {
    const { ok, result, why } = fieldsOf(output);
    if (ok === undefined) return words.answer!(output);
    return ok === true ? `${result ?? "done"}` : `${why}`;
  },
  routine: (event) => {
    const { type, values } = fieldsOf(event);
    return type === "heartbeat" || (Array.isArray(values) && values.length === 0);
  },
};

/** Whether it is a message of single-decree Paxos as the book has it. */
function isBooks(message: unknown): boolean {
  const { type, accepted, value, promised, first, count } = fieldsOf(message);
  if (type === "propose") return true;
  if (first !== undefined || count !== undefined) return false;
  if (type === "prepare") return isBallot(fieldsOf(message).ballot);
  if (type === "promise") return accepted !== undefined;
  if (type === "accept" || type === "accepted") return typeof value === "string";
  return type === "nack" && isBallot(promised);
}

function isBallot(value: unknown): value is Ballot {
  const { round, node } = fieldsOf(value);
  return typeof round === "number" && typeof node === "number";
}

/** Its ballot, from which slot on, and how much it has. */
function messageLabel(message: unknown): string {
  const { ballot, first, slot, command, values, votes, decided, request, executed, members } =
    fieldsOf(message);
  const asked = command ?? fieldsOf(request).command;
  const list = [values, votes, decided].find((each) => Array.isArray(each)) as
    | unknown[]
    | undefined;
  return [
    ...(isBallot(ballot) ? [label(ballot)] : []),
    ...(asked === undefined ? [] : [`${asked}`]),
    ...(Array.isArray(members) ? [`members ${members.join(", ")}`] : []),
    ...(typeof first === "number"
      ? [`from ${first}`]
      : typeof slot === "number"
      ? [`slot ${slot}`]
      : []),
    ...(list === undefined || list.length === 0 ? [] : [`+${list.length}`]),
    ...(typeof executed === "number" && executed > 0 ? [`done ${executed}`] : []),
  ].join(" ");
}
