/** How EPaxos is told in diagrams: `0.1✓ 1.1?` has decided the first instance of replica 0, and not that of replica 1. @module */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import { ballotLabel } from "../ballot.ts";
import { type Dependencies, type Id, idLabel, type Phase, type Proposal } from "./instance.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { valueLabel } from "./value.ts";

/** The words of EPaxos. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  node: (node) => `replica ${node}`,
  state: stateLabel,
  stateInFull,
  message: messageLabel,
  timer: timerLabel,
  record: (saved) =>
    saved.type === "snapshot"
      ? `checkpoint ${saved.snapshot.number}`
      : `${idLabel(saved.id)} ${saved.instance.phase}`,
  request: requestLabel,
  answer: (output) => answerLabel(output as Answer),
  routine: ({ type }) => type === "status",
  replies: ["preAcceptReply", "acceptReply", "prepareReply", "validateReply", "nack", "answer"],
  // Replies have another head, and so the colour of what they reply to. There are five colours.
  colours: {
    preAccept: 0,
    preAcceptReply: 0,
    accept: 2,
    acceptReply: 2,
    commit: 1,
    prepare: 3,
    prepareReply: 3,
    validate: 3,
    validateReply: 3,
    waiting: 4,
    nack: 4,
    status: 4,
    installSnapshot: 4,
    request: 4,
    register: 4,
    answer: 4,
  },
  legend: {
    preAccept: "pre-accept: what I know that it depends on",
    preAcceptReply: "what I know",
    accept: "accept: vote for this",
    acceptReply: "a vote",
    commit: "commit: decided",
    prepare: "prepare: a ballot to recover in",
    prepareReply: "what I knew",
    validate: "validate: what contradicts it?",
    validateReply: "this does",
    waiting: "waits for other instances",
    nack: "has promised a higher ballot",
    status: "knows so much to be decided",
    installSnapshot: "sends a snapshot",
    request: "a request",
    register: "a request",
    answer: "its answer",
  },
});

const marks: Readonly<Record<Phase, string>> = {
  none: "·",
  "pre-accepted": "?",
  accepted: "!",
  committed: "✓",
};

/** How far an instance has come, in one letter. */
export function markOf(phase: Phase, isExecuted: boolean): string {
  return isExecuted ? "■" : marks[phase];
}

function stateLabel({ rows, executed }: Readonly<State>): string | undefined {
  const all = rows.flatMap((row, replica) =>
    [...row].sort(([a], [b]) => a - b).map(([slot, { phase }]) => {
      const label = idLabel({ replica, slot });
      return `${label}${markOf(phase, executed.has(label))}`;
    })
  );
  return all.length === 0 ? undefined : all.slice(-6).join(" ");
}

function stateInFull({ rows, executed, snapshot }: Readonly<State>): string {
  const all = rows.flatMap((row, replica) =>
    [...row].sort(([a], [b]) => a - b).map(([slot, { phase, proposal, promised }]) => {
      const label = idLabel({ replica, slot });
      const words = executed.has(label) ? "executed" : phase === "none" ? "unknown" : phase;
      const what = proposal === null ? "" : `: ${proposalLabel(proposal)}`;
      const ballot = promised.round === 0 ? "" : `, takes no part below ${ballotLabel(promised)}`;
      return `${label} ${words}${what}${ballot}`;
    })
  );
  const { number } = snapshot;
  return [...(number === 0 ? [] : [`has forgotten what checkpoint ${number} includes`]), ...all]
    .join("; ");
}

/** Dependencies in few letters: "0.2 2.1", or "–" for none. */
export function dependenciesLabel(dependencies: Dependencies): string {
  const all = dependencies.flatMap((slot, replica) =>
    slot === 0 ? [] : [idLabel({ replica, slot })]
  );
  return all.length === 0 ? "–" : all.join(" ");
}

/** A proposal in few letters: its value, what it depends on, and its sequence number. */
export function proposalLabel({ value, dependencies, sequence }: Proposal): string {
  return `${valueLabel(value)} after ${dependenciesLabel(dependencies)} #${sequence}`;
}

function of({ id }: { readonly id: Id }, words: string): string {
  return `${idLabel(id)} ${words}`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "preAccept":
    case "commit":
    case "accept":
      return of(message, proposalLabel(message.proposal));
    case "preAcceptReply":
      return of(message, `after ${dependenciesLabel(message.dependencies)} #${message.sequence}`);
    case "acceptReply":
      return of(message, "voted");
    case "prepare":
      return of(message, `in ballot ${ballotLabel(message.ballot)}`);
    case "prepareReply": {
      const { phase, proposal } = message;
      if (proposal === null) return of(message, "nothing");
      return of(message, `${phase}: ${proposalLabel(proposal)}`);
    }
    case "validate":
      return of(message, `${proposalLabel(message.proposal)}?`);
    case "validateReply": {
      const { against } = message;
      if (against.length === 0) return of(message, "nothing against it");
      return of(message, `against it: ${against.map(({ id }) => idLabel(id)).join(" ")}`);
    }
    case "waiting":
      return of(message, `waits, support ${message.support}`);
    case "nack":
      return of(message, `ballot ${ballotLabel(message.promised)} is higher`);
    case "status":
      return `up to ${dependenciesLabel(message.decided)}`;
    case "installSnapshot":
      return `checkpoint ${message.snapshot.number}`;
    default:
      return requestLabel(message);
  }
}

function timerLabel(timer: Timer): string {
  switch (timer.type) {
    case "retry":
      return `what of ${timer.key}?`;
    case "held":
      return `time for ${timer.key}`;
    case "batch":
      return "proposes";
    case "status":
      return "says what it knows";
  }
}

/** What is asked, as a message, or as a client's bare command. */
function requestLabel(input: unknown): string {
  const request = input as ClientRequest;
  switch (request?.type) {
    case "request":
      return commandLabel(request.command);
    case "register":
      return "open a session";
    default:
      return commandLabel(input);
  }
}
