/** How remote procedure calls are told in diagrams. @module */

import type { Labels } from "../model/labels.ts";
import { balanceOf, type Message, type Pending, SERVER, type State, type Timer } from "./call.ts";

/** The words of the account and of those who call it. */
export const labels: Labels<State, Message, Timer, State> = {
  node: (node) => node === SERVER ? "account" : `client ${node}`,
  client: (process) => `user ${process + 1}`,
  state: stateLabel,
  message: messageLabel,
  timer: () => "no reply yet",
  record: (s) => stateLabel(s) ?? `call ${s.sequence} is done`,
  request: (amount) => `deposit ${amount}`,
  answer: (balance) => `${balance} in all`,
  colours: { request: 0, reply: 1, deposit: 2 },
  legend: { request: "a request", reply: "a reply", deposit: "a wish of a user" },
};

/** What the account holds, or which call a client is waiting for. */
function stateLabel({ ledger, pending }: Readonly<State>): string | undefined {
  if (pending !== null) return `call ${callLabel(pending)}`;
  return ledger.length === 0 ? undefined : `holds ${balanceOf(ledger)}`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "deposit":
      return `deposit ${message.amount}`;
    case "request":
      return `request ${callLabel(message)}`;
    case "reply":
      return `reply ${message.sequence}: ${message.balance}`;
  }
}

function callLabel({ sequence, amount }: Pick<Pending, "sequence" | "amount">): string {
  return `${sequence}: +${amount}`;
}
