/** How quorum leases are told in diagrams: in the words of Multi-Paxos, and some of their own. @module */

import { labels as paxos } from "../../consensus/multipaxos/labels.ts";
import type { Message as PaxosMessage } from "../../consensus/multipaxos/messages.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { type Labels, withAnswers } from "../../model/labels.ts";
import { commandLabel } from "../../replicated/labels.ts";
import type { KeyRange } from "../keys.ts";
import { leaseCommand } from "./machine.ts";
import type { Cover, Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** The words of quorum leases. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  ...paxos as Labels<State, Message, Timer, Saved>,
  state: stateLabel,
  message: messageLabel,
  timer: (timer) => timer.type === "leases" ? "leases" : paxos.timer!(timer),
  request: requestLabel,
  routine: (event) => isRoutine(event) || paxos.routine!(event as PaxosMessage),
  replies: [...paxos.replies!, "guardReply", "leasePromiseReply", "revokeReply", "covered"],
  colours: {
    ...paxos.colours,
    guard: 0,
    guardReply: 0,
    leasePromise: 1,
    leasePromiseReply: 1,
    revoke: 3,
    revokeReply: 0,
    silent: 3,
    covered: 1,
    read: 4,
    forwardRead: 4,
    configure: 4,
  },
  legend: {
    ...paxos.legend,
    guard: "guard: a lease is to begin",
    guardReply: "has heard that",
    leasePromise: "a lease, or its renewal",
    leasePromiseReply: "has the lease",
    revoke: "wants a lease back",
    revokeReply: "gives it back",
    silent: "does not hear some",
    covered: "whom votes wait for",
    read: "a request",
    forwardRead: "a request",
    configure: "a request",
  },
});

function isRoutine(event: Message | Timer): boolean {
  return ["leases", "guard", "guardReply", "leasePromise", "leasePromiseReply"]
    .includes(event.type);
}

/** Besides the log, how many leases it holds. */
function stateLabel(s: Readonly<State>): string {
  const held = [...s.leases.held.values()].filter(({ until }) => until !== null);
  return held.length === 0 ? paxos.state!(s)! : `${paxos.state!(s)} ${held.length}×lease`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "guard":
      return `guard ${message.number}`;
    case "guardReply":
      return "heard";
    case "leasePromise":
      return message.turn === 1 ? `lease, has ${message.bar}` : `lease ${message.turn}`;
    case "leasePromiseReply":
      return "have it";
    case "revoke":
      return "give back";
    case "revokeReply":
      return "given back";
    case "silent":
      return `do not hear ${message.nodes.join(" ")}`;
    case "covered":
      return message.votes.map(coverLabel).join(" ");
    case "read":
      return commandLabel(message.command);
    case "forwardRead":
      return `for you: ${commandLabel(message.command)}`;
    case "configure":
      return rangesLabel(message.ranges);
    case "forward":
      return `for you: ${requestLabel(message.request)}`;
    case "request":
      return requestLabel(message);
    default:
      return paxos.message!(message);
  }
}

function coverLabel({ slot, holders }: Cover): string {
  return `${slot}: ${holders.length === 0 ? "nobody" : holders.join(" ")}`;
}

/** What is asked, as a message, or as a client's bare command. */
function requestLabel(input: unknown): string {
  const { type, ranges, command } = Object(input) as {
    readonly type?: string;
    readonly ranges?: readonly KeyRange[];
    readonly command?: unknown;
  };
  if (type === "configure") return rangesLabel(ranges!);
  const own = type === "request" ? leaseCommand(command) : undefined;
  if (own?.type === "lease configuration") return rangesLabel(own.ranges);
  return own === undefined ? paxos.request!(input) : commandLabel(own.command);
}

function rangesLabel(ranges: readonly KeyRange[]): string {
  const told = ranges.map(({ from, to, responders }) => {
    const keys = from === "" && to === null
      ? "all"
      : `"${from}" to ${to === null ? "∞" : `"${to}"`}`;
    return `${keys}: ${responders.length === 0 ? "nobody" : responders.join(" ")}`;
  });
  return `let these hold leases: ${told.join("; ") || "nobody"}`;
}
