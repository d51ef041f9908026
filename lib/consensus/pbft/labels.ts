/**
 * How PBFT is told in diagrams: `v1 3≤4≤5` is in view 1; its low water mark is 3, it has executed up to 4, and it has heard
 * of number 5. `v2?` waits for view 2 to begin.
 *
 * @module
 */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Batch } from "./statements.ts";
import { lowOf, type State } from "./state.ts";

/** The words of PBFT. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers({
  state: stateLabel,
  message: messageLabel,
  timer: ({ type }) => timerWords[type],
  record: recordLabel,
  request: (input) => commandLabel((input as { command?: unknown }).command ?? input),
  answer: (output) => answerLabel(output as Answer),
  routine: ({ type }) => type === "status" || type === "stable" || type === "decided",
  replies: ["reply", "newView", "batch", "pages", "page", "decided", "stable"],
  colours: {
    ask: 4,
    request: 4,
    prePrepare: 0,
    prepare: 1,
    commit: 2,
    reply: 4,
    checkpoint: 3,
    stable: 3,
    viewChange: 3,
    newView: 3,
    status: 4,
    decided: 4,
    fetchBatch: 4,
    batch: 4,
    fetchPages: 4,
    pages: 4,
    fetchPage: 4,
    page: 4,
    answer: 4,
  },
  legend: {
    request: "a request, signed by its client",
    prePrepare: "pre-prepare: the primary gives it a number",
    prepare: "prepare: I have accepted no other",
    commit: "commit: a quorum has prepared it",
    reply: "the result",
    checkpoint: "my state at a checkpoint",
    viewChange: "I want another primary",
    newView: "the view begins",
    status: "so far have I come",
    decided: "a quorum has committed this",
    stable: "a quorum has signed this state",
    fetchBatch: "which requests are these?",
    batch: "these",
    fetchPages: "which pages has the state?",
    pages: "these",
    fetchPage: "send me a page",
    page: "a page",
    ask: "a client asks",
    answer: "its answer",
  },
});

const timerWords: Readonly<Record<Timer["type"], string>> = {
  suspicion: "suspects the primary",
  newViewDue: "the view has not begun",
  status: "says how far it is",
  retry: "no result yet",
};

function stateLabel(s: Readonly<State>): string {
  if (s.role === "proxy") return s.pending === null ? "" : `asks ${s.timestamp}`;
  const seen = Math.max(lowOf(s), s.executed, ...s.slots.keys());
  return `v${s.view}${s.changing ? "?" : ""} ${lowOf(s)}≤${s.executed}≤${seen}`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "ask":
      return commandLabel(message.command);
    case "request":
      return commandLabel(message.request.statement.command);
    case "prePrepare":
      return `${voteLabel(message.prePrepare.statement)}:${batchLabel(message.batch)}`;
    case "prepare":
      return voteLabel(message.prepare.statement);
    case "commit":
      return voteLabel(message.commit.statement);
    case "reply":
      return `${commandLabel(message.result ?? null)}`;
    case "checkpoint":
      return `state ${message.checkpoint.statement.sequence}`;
    case "viewChange": {
      const { view, prepared, claimed } = message.viewChange.statement;
      const places = claimed?.prepared ?? prepared.map(({ prePrepare }) => prePrepare.statement);
      return `view ${view}: ${placesLabel(places)}`;
    }
    case "newView": {
      const { view, prePrepares } = message.newView.statement;
      return `view ${view}: ${placesLabel(prePrepares.map(({ statement }) => statement))}`;
    }
    case "status":
      return `v${message.view}${message.changing ? "?" : ""} at ${message.executed}`;
    case "decided":
      return `committed ${message.commits.statement.sequence}`;
    case "stable":
      return `stable ${message.checkpoints.statement.sequence}`;
    case "fetchBatch":
      return `${shortly(message.digest)}?`;
    case "batch":
      return batchLabel(message.batch);
    case "fetchPages":
      return `pages of ${message.sequence}?`;
    case "pages":
      return `${message.digests.length} pages of ${message.sequence}`;
    case "fetchPage":
      return `page ${message.page} of ${message.sequence}?`;
    case "page":
      return `page ${message.page} of ${message.sequence}`;
  }
}

function voteLabel(
  { view, sequence, digest }: { view: number; sequence: number; digest: string },
): string {
  return `v${view} ${sequence} ${shortly(digest)}`;
}

function placesLabel(statements: readonly { sequence: number; digest: string }[]): string {
  if (statements.length === 0) return "nothing";
  return statements.map(({ sequence, digest }) => `${sequence} ${shortly(digest)}`).join(", ");
}

/** Enough of a digest to tell two apart. */
function shortly(digest: string): string {
  return digest.slice(0, 3);
}

function batchLabel(batch: Batch): string {
  if (batch.length === 0) return "null";
  const first = commandLabel(batch[0]!.statement.command);
  return batch.length === 1 ? first : `${first} +${batch.length - 1}`;
}

function recordLabel(saved: Saved): string {
  switch (saved.type) {
    case "asked":
      return `asked ${saved.timestamp}`;
    case "accepted":
      return `accepted ${voteLabel(saved.prePrepare.statement)}`;
    case "held":
      return `keeps ${batchLabel(saved.batch)}`;
    case "claims":
      return `has accepted ${placesLabel(saved.accepted)}`;
    case "prepared":
      return `prepared ${voteLabel(saved.proof.prePrepare.statement)}`;
    case "decided":
      return `committed ${saved.commits.statement.sequence}`;
    case "stable":
      return `stable ${saved.checkpoints.statement.sequence}`;
    case "installed":
      return `state ${saved.snapshot.sequence}`;
    case "viewChange":
      return `wants view ${saved.viewChange.statement.view}`;
    case "newView":
      return `view ${saved.newView.statement.view}`;
  }
}
