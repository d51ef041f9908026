/** How Bodega is told in diagrams: in the words of Multi-Paxos, and some of its own. @module */

import { ballotLabel } from "../../consensus/ballot.ts";
import { labels as paxos } from "../../consensus/multipaxos/labels.ts";
import type { Message as PaxosMessage } from "../../consensus/multipaxos/messages.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { type Labels, withAnswers } from "../../model/labels.ts";
import { commandLabel } from "../../replicated/labels.ts";
import type { KeyRange } from "../keys.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** The words of Bodega. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  ...paxos as Labels<State, Message, Timer, Saved>,
  state: stateLabel,
  message: messageLabel,
  timer: (timer) => timer.type === "leases" ? "leases" : paxos.timer!(timer),
  request: requestLabel,
  routine: (event) => isRoutine(event) || paxos.routine!(event as PaxosMessage),
  replies: [...paxos.replies!, "guardReply", "leasePromiseReply", "revokeReply"],
  colours: {
    ...paxos.colours,
    cover: 4,
    guard: 0,
    guardReply: 0,
    leasePromise: 1,
    leasePromiseReply: 1,
    revoke: 3,
    revokeReply: 0,
    voted: 1,
    read: 4,
    forwardRead: 4,
    roster: 4,
    forwardRoster: 4,
  },
  legend: {
    ...paxos.legend,
    cover: "asks to answer reads itself",
    guard: "guard: a lease is to begin",
    guardReply: "has heard that",
    leasePromise: "a lease, or its renewal",
    leasePromiseReply: "has the lease",
    revoke: "wants a lease back",
    revokeReply: "gives it back",
    voted: "tells of its votes",
    read: "a request",
    forwardRead: "a request",
    roster: "a request",
    forwardRoster: "a request",
  },
});

function isRoutine(event: Message | Timer): boolean {
  return ["leases", "guard", "guardReply", "leasePromise", "leasePromiseReply"]
    .includes(event.type);
}

/** Besides the log, how many leases it holds. */
function stateLabel(s: Readonly<State>): string {
  const { bodega, promised } = s;
  const held = [...bodega.leases.values()].filter(({ number, until }) =>
    until !== null && ballotLabel(number) === ballotLabel(promised)
  );
  return held.length === 0 ? paxos.state!(s)! : `${paxos.state!(s)} ${held.length}×lease`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "cover":
      return message.range === "" ? "let me answer" : `let me answer from "${message.range}"`;
    case "guard":
      return `guard, has ${message.bar}`;
    case "guardReply":
      return "heard";
    case "leasePromise":
      return message.turn === 1 ? "lease" : `lease ${message.turn}`;
    case "leasePromiseReply":
      return "have it";
    case "revoke":
      return `for ${ballotLabel(message.ballot)}: give back`;
    case "revokeReply":
      return "given back";
    case "voted":
      return message.count === 1
        ? `voted ${message.first}`
        : `voted ${message.first} to ${message.first + message.count - 1}`;
    case "read":
      return commandLabel(message.command);
    case "forwardRead":
      return `for you: ${commandLabel(message.command)}`;
    case "roster":
      return rosterLabel(message.ranges);
    case "forwardRoster":
      return `for you: ${rosterLabel(message.ranges)}`;
    default:
      return paxos.message!(message);
  }
}

function requestLabel(input: unknown): string {
  const { type, ranges } = Object(input) as Partial<Extract<Message, { type: "roster" }>>;
  return type === "roster" ? rosterLabel(ranges!) : paxos.request!(input);
}

function rosterLabel(ranges: readonly KeyRange[]): string {
  const told = ranges.map(({ from, to, responders }) => {
    const keys = from === "" && to === null
      ? "all"
      : `"${from}" to ${to === null ? "∞" : `"${to}"`}`;
    return `${keys}: ${responders.length === 0 ? "nobody" : responders.join(" ")}`;
  });
  return `let these answer: ${told.join("; ") || "nobody"}`;
}
