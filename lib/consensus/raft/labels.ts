/**
 * How Raft is told in diagrams: `L2 [1 1|2]` is a leader of term 2 whose log has entries of the terms 1, 1 and
 * 2, of which the first two are committed.
 *
 * @module
 */

import { type Labels, withAnswers } from "../../model/labels.ts";
import type { Configuration } from "./configuration.ts";
import type { Saved } from "./journal.ts";
import { type Message, REPLY_TYPES, type Request, type Timer } from "./messages.ts";
import { answerLabel as commonLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { State } from "./state.ts";

/** The words of Raft. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  node: (node) => `server ${node}`,
  state: stateLabel,
  message: messageLabel,
  timer: timerLabel,
  record: recordLabel,
  request: requestLabel,
  answer: (output) => answerLabel(output as Answer),
  routine: isRoutine,
  replies: [...REPLY_TYPES, "answer"],
  // One colour for what a message is about; a reply has the colour of what it answers.
  colours: {
    requestVote: 0,
    requestVoteReply: 0,
    appendEntries: 1,
    appendEntriesReply: 1,
    installSnapshot: 2,
    snapshotChunk: 2,
    snapshotChunkReply: 2,
    timeoutNow: 3,
    request: 4,
    register: 4,
    change: 4,
    transfer: 4,
    forward: 4,
    answer: 4,
  },
  legend: {
    requestVote: "asks for a vote",
    requestVoteReply: "votes yes or no",
    appendEntries: "sends entries (+), or a heartbeat",
    appendEntriesReply: "has them, or its log differs",
    installSnapshot: "sends a snapshot",
    snapshotChunk: "sends a snapshot",
    snapshotChunkReply: "has it so far",
    timeoutNow: "tells it to stand",
    request: "a request",
    register: "a request",
    change: "a request",
    transfer: "a request",
    forward: "a request",
    answer: "its answer",
  },
});

/** A role's letter, its term, and the log. */
function stateLabel(s: Readonly<State>): string {
  const letter = s.role === "precandidate" ? "P" : s.role[0]!.toUpperCase();
  return `${letter}${s.term} ${logLabel(s)}`;
}

/** The terms of the entries, the committed ones before the bar. */
function logLabel({ log: { entries, base }, commitIndex }: Readonly<State>): string {
  if (entries.length === 0) return base.index === 0 ? "–" : `[…${base.index}|]`;
  const terms = entries.map(({ term }) => `${term}`);
  const committed = Math.max(0, commitIndex - base.index);
  const safe = terms.slice(0, committed), open = terms.slice(committed);
  return `[${safe.join(" ")}${safe.length > 0 ? "|" : ""}${open.join(" ")}]`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "requestVote":
      return message.pre ? `vote in ${message.term}, if?` : `vote in ${message.term}?`;
    case "requestVoteReply":
      return message.granted ? "yes" : "no";
    case "appendEntries":
      return message.entries.length === 0
        ? `heartbeat ${message.commit}`
        : `+ ${message.entries.map(({ term }) => term).join(" ")}`;
    case "appendEntriesReply":
      return message.success ? `have ${message.match}` : "differs";
    case "installSnapshot":
      return `snapshot ${message.snapshot.last.index}`;
    case "snapshotChunk":
      return `snapshot ${message.last.index} from byte ${message.offset}`;
    case "snapshotChunkReply":
      return `have ${message.received} bytes`;
    case "forward":
      return `for you: ${requestLabel(message.request)}`;
    case "timeoutNow":
      return "stand now";
    default:
      return requestLabel(message);
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
    case "transfer":
      return `let ${request.to} lead`;
    case "change":
      return request.changes.length === 0
        ? "leave the joint change"
        : request.changes.map(({ type, node }) => `${changeWords[type]} ${node}`).join(", ");
    default:
      return commandLabel(input);
  }
}

const changeWords = { addVoter: "add", addLearner: "teach", remove: "remove" } as const;

function answerLabel(answer: Answer): string {
  return answer.ok && isConfiguration(answer.result)
    ? `voters are ${answer.result.voters.join(", ")}`
    : commonLabel(answer);
}

function isConfiguration(result: unknown): result is Configuration {
  return typeof result === "object" && result !== null && "voters" in result;
}

const timerWords: Readonly<Record<Timer["type"], string>> = {
  election: "hears no leader",
  heartbeat: "heartbeat",
  send: "sends on what it was asked",
  prepare: "goes through a snapshot",
  quorum: "counts its followers",
  transfer: "the transfer took too long",
};

function timerLabel({ type }: Timer): string {
  return timerWords[type];
}

function recordLabel(record: Saved): string {
  switch (record.type) {
    case "vote":
      return record.votedFor === null
        ? `term ${record.term}`
        : `vote for ${record.votedFor} in ${record.term}`;
    case "append":
      return `entries after ${record.after}`;
    case "snapshot":
      return `snapshot ${record.snapshot.last.index}`;
    case "chunk":
      return `snapshot ${record.last.index} from byte ${record.offset}`;
    case "partial":
      return `snapshot ${record.partial.last.index} up to byte ${record.partial.received}`;
    case "installed":
      return `snapshot ${record.base.index}`;
  }
}

/** A heartbeat, its answer, and the timers behind them. */
function isRoutine(event: Message | Timer): boolean {
  switch (event.type) {
    case "appendEntries":
      return event.entries.length === 0;
    case "appendEntriesReply":
      return event.success && event.match === event.previous;
    default:
      return event.type === "heartbeat" || event.type === "quorum";
  }
}
