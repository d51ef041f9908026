/** How runs of any EPaxos are told: by what it calls its things. @module */

import { ballotLabel } from "hb/consensus/ballot.ts";
import type { Labels } from "hb/model/labels.ts";
import { label } from "../given.ts";
import { dependencies } from "./words.ts";

type Fields = Record<string, unknown>;
const fieldsOf = (data: unknown) => Object(data) as Fields;

/** The labels of all parts. */
export const labels: Labels = {
  node: (node) => `replica ${node}`,
  state: () => undefined,
  message: messageLabel,
  timer: (timer) => {
    const { type, key } = fieldsOf(timer);
    return `${type}${key === undefined ? "" : ` ${key}`}`;
  },
  request: (input) => typeof input === "string" ? input : messageLabel(input),
  answer: (output) => `${fieldsOf(output).result ?? output}`,
  routine: (event) => fieldsOf(event).type === "status",
};

/** Its instance, its ballot, and what it proposes. */
function messageLabel(message: unknown): string {
  const { id, ballot, promised, proposal, value, command, phase, against, dependencies: own } =
    fieldsOf(message);
  const what = fieldsOf(proposal ?? message), asked = fieldsOf(what.value ?? value).command;
  const named = Array.isArray(what.dependencies) ? what.dependencies : own;
  return [
    ...isId(id) ? [label(id)] : [],
    ...isBallot(ballot) ? [`in ${ballotLabel(ballot)}`] : [],
    ...isBallot(promised) ? [`promised ${ballotLabel(promised)}`] : [],
    ...typeof phase === "string" ? [phase] : [],
    ...typeof command === "string" ? [command] : typeof asked === "string" ? [asked] : [],
    ...Array.isArray(named) ? [`after ${dependencies(named)}`] : [],
    ...Array.isArray(against) ? [`${against.length} against it`] : [],
  ].join(" ");
}

function isId(value: unknown): value is { replica: number; slot: number } {
  const { replica, slot } = fieldsOf(value);
  return typeof replica === "number" && typeof slot === "number";
}

function isBallot(value: unknown): value is { round: number; node: number } {
  const { round, node } = fieldsOf(value);
  return typeof round === "number" && typeof node === "number";
}
