/**
 * How Multi-Paxos is told in diagrams: `L2.0 [1 1|2]` leads in ballot 2.0; the values of its three slots were first
 * proposed in rounds 1, 1 and 2, and the first two are executed.
 *
 * @module
 */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer } from "../../replicated/requests.ts";
import { ballotLabel } from "../ballot.ts";
import type { Saved } from "./journal.ts";
import type { Voted } from "./log.ts";
import type { Message, Request, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import type { Value } from "./value.ts";

/** The words of Multi-Paxos. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  node: (node) => `server ${node}`,
  state: stateLabel,
  message: messageLabel,
  timer: ({ type }) => timerWords[type],
  record: recordLabel,
  request: requestLabel,
  answer: (output) => answerLabel(output as Answer),
  routine: (event) =>
    event.type === "heartbeat" || event.type === "quorum" ||
    event.type === "accept" && "values" in event && event.values.length === 0 ||
    event.type === "accepted" && "count" in event && event.count === 0,
  replies: [
    "consent",
    "promise",
    "accepted",
    "nack",
    "learn",
    "installSnapshot",
    "snapshotChunk",
    "snapshotChunkReply",
    "answer",
  ],
  // As in Paxos for one value; what is neither phase 1 nor phase 2 is grey.
  colours: {
    canvass: 0,
    consent: 1,
    prepare: 0,
    promise: 1,
    standNow: 0,
    accept: 2,
    accepted: 3,
    nack: 4,
    news: 4,
    fetch: 4,
    learn: 4,
    installSnapshot: 4,
    snapshotChunk: 4,
    snapshotChunkReply: 4,
    request: 4,
    register: 4,
    change: 4,
    transfer: 4,
    forward: 4,
    answer: 4,
  },
  legend: {
    canvass: "would you promise?",
    consent: "would promise",
    prepare: "prepare: a ballot",
    promise: "promise: the votes so far",
    accept: "accept: vote for these",
    accepted: "accepted: votes",
    news: "it goes on to here",
    fetch: "what have I missed?",
    learn: "this is decided",
    installSnapshot: "sends a snapshot",
    snapshotChunk: "sends a chunk of one",
    snapshotChunkReply: "has so much of it",
    nack: "has promised a higher ballot",
    standNow: "stand now",
    request: "a request",
    register: "a request",
    change: "a request",
    transfer: "a request",
    forward: "a request",
    answer: "its answer",
  },
});

const timerWords: Readonly<Record<Timer["type"], string>> = {
  election: "has heard nothing",
  heartbeat: "says it is there",
  batch: "proposes",
  quorum: "is it heard?",
  transfer: "gives the transfer up",
  prepare: "prepares a snapshot",
  handout: "who still asks?",
};

function stateLabel(s: Readonly<State>): string {
  const role = s.leading !== null ? "L" : s.mandate !== null || s.canvass !== null ? "C" : "F";
  return `${role}${ballotLabel(s.promised)} ${logLabel(s)}`;
}

/** The rounds of the values, the executed ones before the bar; a dot where there is nothing. */
function logLabel({ log: { base, entries }, executed }: Readonly<State>): string {
  const last = Math.max(base, ...entries.keys());
  if (last === base) return base === 0 ? "–" : `[…${base}|]`;
  const rounds = Array.from({ length: last - base }, (_, i) => {
    const entry = entries.get(base + 1 + i);
    return entry === undefined ? "·" : `${entry.value.origin.round}`;
  });
  const done = rounds.slice(0, executed - base), open = rounds.slice(executed - base);
  return `[${done.join(" ")}${done.length > 0 ? "|" : ""}${open.join(" ")}]`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "canvass":
      return `${ballotLabel(message.ballot)}, if?`;
    case "consent":
      return `${ballotLabel(message.ballot)}, yes`;
    case "prepare":
      return `${ballotLabel(message.ballot)} from ${message.first}${
        message.named === undefined ? "" : `, told by ${ballotLabel(message.named)}`
      }`;
    case "promise":
      return message.votes.length === 0 ? "nothing" : slotsLabel(message.votes);
    case "accept":
      return message.values.length === 0
        ? `heartbeat ${message.executed}`
        : message.values.map((value, i) => `${message.first + i}:${valueLabel(value)}`).join(" ");
    case "accepted":
      return message.count === 0 ? `at ${message.executed}` : rangeLabel(message);
    case "nack":
      return `${ballotLabel(message.promised)} is higher`;
    case "standNow":
      return `after ${ballotLabel(message.ballot)}`;
    case "news":
      return `at ${message.executed}`;
    case "fetch":
      return `after ${message.executed}?`;
    case "learn":
      return slotsLabel(message.decided);
    case "installSnapshot":
      return `snapshot ${message.snapshot.slot}`;
    case "snapshotChunk":
      return `snapshot ${message.slot} from byte ${message.offset}`;
    case "snapshotChunkReply":
      return `have ${message.received} bytes`;
    case "forward":
      return `for you: ${requestLabel(message.request)}`;
    default:
      return requestLabel(message);
  }
}

function rangeLabel({ first, count }: { readonly first: number; readonly count: number }): string {
  return count === 1 ? `voted ${first}` : `voted ${first} to ${first + count - 1}`;
}

function slotsLabel(votes: readonly Voted[]): string {
  return votes.map(({ slot, value }) => `${slot}:${valueLabel(value)}`).join(" ");
}

/** What is decided in a slot, in a few letters. */
export function valueLabel({ commands }: Value): string {
  if (commands.length === 0) return "no-op";
  const [first] = commands;
  const words = first!.type === "command"
    ? commandLabel(first!.command)
    : first!.type === "register"
    ? "open a session"
    : `members ${first!.members.join(" ")}`;
  return commands.length === 1 ? words : `${words} +${commands.length - 1}`;
}

function recordLabel(saved: Saved): string {
  switch (saved.type) {
    case "promise":
      return `promise ${ballotLabel(saved.ballot)}`;
    case "votes":
      return `votes ${saved.votes.map(({ slot }) => slot).join(" ")}`;
    case "decided":
      return `decided ${saved.decided.map(({ slot }) => slot).join(" ")}`;
    case "snapshot":
      return `snapshot ${saved.snapshot.slot}`;
    case "chunk":
      return `snapshot ${saved.slot} from byte ${saved.offset}`;
    case "partial":
      return `snapshot ${saved.partial.slot} up to byte ${saved.partial.received}`;
    case "installed":
      return `snapshot ${saved.base}`;
  }
}

/** What is asked, as a message, or as a client's bare command. */
function requestLabel(input: unknown): string {
  const request = input as Request;
  switch (request?.type) {
    case "request":
      return commandLabel(request.command);
    case "register":
      return "open a session";
    case "change":
      return `let ${request.members.join(", ")} be the members`;
    case "transfer":
      return `let ${request.to} lead`;
    default:
      return commandLabel(input);
  }
}
